/* python3.dll of the 32-bit stand-in: forwards the stable interface, see stand_in.py. */
int __stdcall entry(void *module, unsigned reason, void *reserved)
{
    (void)module, (void)reason, (void)reserved;
    return 1;
}
