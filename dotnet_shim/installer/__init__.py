"""What an administrator rolls out: the tree a PC gets, and the MSI around it.

One source for both ways of building: build.ps1 (WiX 3.14, on Windows) and
scripts/msi-build.sh (wixl, on Debian).  ``product`` knows names and identities,
``payload`` lays out the tree, ``harvest`` lists it for the installer, ``finish``
writes what wixl leaves out, and ``stand_in`` makes a Windows Python out of packages
of the registry where python.org cannot be reached.
"""
