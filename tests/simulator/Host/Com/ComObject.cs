using System;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;
using System.Runtime.Remoting;
using System.Runtime.Remoting.Messaging;
using System.Runtime.Remoting.Proxies;
using System.Threading;

namespace Simulator.Host.Com
{
    /// <summary>
    /// An object of the host as an add-in sees it: it can be cast to any declaration of one
    /// published interface, whoever declared it, as QueryInterface by IID would allow, and to
    /// nothing else; it answers on Outlook's thread only.
    /// </summary>
    internal sealed class ComObject : RealProxy, IRemotingTypeInfo
    {
        private const int WrongThread = unchecked((int)0x8001010E);
        private readonly MarshalByRefObject target;
        private readonly PublishedInterface face;
        private readonly Thread apartment = Thread.CurrentThread;

        private ComObject(MarshalByRefObject target, PublishedInterface face)
            : base(target.GetType())
        {
            this.target = target;
            this.face = face;
        }

        /// <summary>The name of what is wrapped.</summary>
        public string TypeName
        {
            get { return target.GetType().FullName; }
            set { throw new NotSupportedException(); }
        }

        /// <summary>Wraps an object; late-bound callers see its public members, as through IDispatch.</summary>
        public static object Wrap(MarshalByRefObject target, PublishedInterface face)
        {
            return new ComObject(target, face).GetTransparentProxy();
        }

        /// <summary>Answers a cast.</summary>
        public bool CanCastTo(Type type, object ignored)
        {
            return face.IsDeclaredBy(type) || (type == typeof(IConnectionPointContainer) && target is IConnectionPointContainer);
        }

        /// <summary>Answers a call.</summary>
        public override IMessage Invoke(IMessage message)
        {
            var call = (IMethodCallMessage)message;
            if (Thread.CurrentThread != apartment)
            {
                return new ReturnMessage(new COMException("called from another thread than Outlook's", WrongThread), call);
            }
            return Answer(call);
        }

        // An optional argument that is left out; reflection would look for a default of its own.
        private static object Given(object argument)
        {
            return argument is Missing ? null : argument;
        }

        // The target's own method of that name, or the interface's where the target implements it.
        private MethodBase MethodOf(IMethodCallMessage call)
        {
            if (call.MethodBase.DeclaringType.IsInstanceOfType(target))
            {
                return call.MethodBase;
            }
            var kinds = call.MethodBase.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
            return target.GetType().GetMethod(call.MethodName, kinds) ?? target.GetType().GetMethod(call.MethodName);
        }

        private IMessage Answer(IMethodCallMessage call)
        {
            var arguments = call.Args.Select(Given).ToArray();
            try
            {
                var result = MethodOf(call).Invoke(target, arguments);
                return new ReturnMessage(result, arguments, arguments.Length, call.LogicalCallContext, call);
            }
            catch (TargetInvocationException failure)
            {
                return new ReturnMessage(failure.InnerException, call);
            }
        }
    }
}
