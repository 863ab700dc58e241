using System.Drawing;
using System.Windows.Forms;

namespace SampleAddin
{
    internal sealed class SampleForm : Form
    {
        private readonly TextBox name = new TextBox { Name = "name", Location = new Point(110, 12), Width = 160, TabIndex = 1 };
        private readonly Label answer = new Label { Name = "answer", Location = new Point(12, 110), AutoSize = true };

        public SampleForm()
        {
            Name = "sample";
            Text = "Sample";
            ClientSize = new Size(300, 150);
            var secret = new TextBox { Name = "secret", Location = new Point(110, 42), Width = 160, UseSystemPasswordChar = true, TabIndex = 3 };
            var polite = new CheckBox { Name = "polite", Text = "&Polite", Location = new Point(12, 74), TabIndex = 4, AutoSize = true };
            var greet = new Button { Name = "greet", Text = "&Greet", Location = new Point(110, 74), TabIndex = 5 };
            greet.Click += (sender, args) => answer.Text = (polite.Checked ? "Good day, " : "Hi, ") + name.Text;
            Controls.Add(new Label { Text = "&Name", Location = new Point(12, 15), AutoSize = true, TabIndex = 0 });
            Controls.Add(name);
            Controls.Add(new Label { Text = "&Secret", Location = new Point(12, 45), AutoSize = true, TabIndex = 2 });
            Controls.Add(secret);
            Controls.Add(polite);
            Controls.Add(greet);
            Controls.Add(answer);
        }
    }
}
