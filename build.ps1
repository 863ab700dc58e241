#Requires -Version 5.1
<#
.SYNOPSIS
    Builds the add-in on Windows: from a fresh checkout to one MSI for each bitness of Outlook.
.DESCRIPTION
    Makes .venv, builds the shim, runs lint and the tests that need no Mono, lays out what a PC gets in
    build\tree\<bitness>, and builds build\msi\outlook-crm-<version>-<bitness>.msi. What is there already
    is not fetched or made again. Every download is checked by its SHA-256; one that the lock file does not
    know ("unset") stops the build, which then says how to fill it in.
.PARAMETER Python
    The python.exe to make .venv with: 3.11 or later. Without it the newest that the launcher py knows.
.PARAMETER Wix
    The folder of WiX 3.14's candle.exe and light.exe. Without it: WIX\bin, PATH, then a download.
.PARAMETER Bits
    The bitnesses to package: x64, x86 or both.
.PARAMETER Certificate
    The SHA-1 thumbprint of a code-signing certificate in the user's store. Without it nothing is signed.
.PARAMETER TimestampServer
    The RFC 3161 server that a signature is countersigned by.
.PARAMETER Verify
    Stops after the tests: nothing is packaged.
.PARAMETER SkipTests
    Packages without lint and tests.
.EXAMPLE
    powershell -ExecutionPolicy Bypass -File build.ps1 -Certificate 0123456789ABCDEF0123456789ABCDEF01234567
#>
[CmdletBinding()]
param(
    [string] $Python = '',
    [string] $Wix = '',
    [ValidateSet('x64', 'x86')] [string[]] $Bits = @('x64', 'x86'),
    [string] $Certificate = '',
    [string] $TimestampServer = 'http://timestamp.digicert.com',
    [switch] $Verify,
    [switch] $SkipTests
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'   # its bar makes a download ten times slower
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12

$Root = $PSScriptRoot
$Installer = Join-Path $Root 'dotnet_shim\installer'
$Build = Join-Path $Root 'build'
$VenvPython = Join-Path $Root '.venv\Scripts\python.exe'
$Shim = Join-Path $Build 'shim\OutlookCrm.Shim.dll'
$Platform = @{ x64 = 'win_amd64'; x86 = 'win32' }

function Write-Step([string] $Text) {
    Write-Host "== $Text" -ForegroundColor Cyan
}

# Stops with what is wrong and what to do about it.
function Stop-Build([string] $Problem, [string] $Remedy) {
    throw "$Problem`r`n    What to do: $Remedy"
}

function Invoke-Tool([string] $Program, [string[]] $Arguments, [string] $Remedy) {
    & $Program @Arguments | Out-Host
    if ($LASTEXITCODE -ne 0) {
        Stop-Build "$(Split-Path $Program -Leaf) $($Arguments[0]) failed with exit code $LASTEXITCODE." $Remedy
    }
}

# What a step of the installer's source prints, line by line.
function Get-Step([string[]] $Arguments) {
    $lines = & $VenvPython -m dotnet_shim.installer @Arguments
    if ($LASTEXITCODE -ne 0) {
        Stop-Build "dotnet_shim.installer $($Arguments[0]) failed with exit code $LASTEXITCODE." 'see the message above'
    }
    return $lines
}

function Find-Python {
    if ($Python) {
        return $Python
    }
    if (Get-Command 'py' -ErrorAction SilentlyContinue) {
        # No quote in it: Windows PowerShell would lose them.
        $newest = & py -3 -c 'import sys; print(sys.executable); sys.exit(sys.version_info < (3, 11))'
        if ($LASTEXITCODE -eq 0) {
            return $newest
        }
    }
    Stop-Build 'No Python 3.11 or later was found.' 'install Python from python.org, or name one: build.ps1 -Python C:\path\python.exe'
}

function Find-MSBuild {
    $vswhere = Join-Path ${env:ProgramFiles(x86)} 'Microsoft Visual Studio\Installer\vswhere.exe'
    if (Test-Path $vswhere) {
        $found = & $vswhere -latest -products '*' -requires 'Microsoft.Component.MSBuild' -find 'MSBuild\**\Bin\MSBuild.exe' |
            Select-Object -First 1
        if ($found) {
            return $found
        }
    }
    Stop-Build 'MSBuild was not found.' 'install the Build Tools for Visual Studio with ".NET desktop build tools" and the .NET Framework 4.8 targeting pack'
}

function Assert-TargetingPack {
    $pack = Join-Path ${env:ProgramFiles(x86)} 'Reference Assemblies\Microsoft\Framework\.NETFramework\v4.8\mscorlib.dll'
    if (-not (Test-Path $pack)) {
        Stop-Build 'The .NET Framework 4.8 targeting pack is missing.' 'add it in the Visual Studio Installer: Individual components, ".NET Framework 4.8 targeting pack"'
    }
}

# A folder is made anew only when what it was made from has changed.
function Test-Fresh([string] $Stamp, [string] $Wanted) {
    return (Test-Path $Stamp) -and ((Get-Content $Stamp -Raw).Trim() -eq $Wanted)
}

function Build-Environment {
    $wanted = (Get-FileHash (Join-Path $Root 'pyproject.toml') -Algorithm SHA256).Hash
    $stamp = Join-Path $Root '.venv\.made-from'
    if (Test-Fresh $stamp $wanted) {
        return
    }
    Write-Step 'making .venv'
    if (-not (Test-Path $VenvPython)) {
        Invoke-Tool (Find-Python) @('-m', 'venv', (Join-Path $Root '.venv')) 'see the message above'
    }
    Invoke-Tool $VenvPython @('-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-e', "$Root[host,server,test,lint]") `
        'pip needs a package index: behind a proxy set HTTPS_PROXY, with an index of your own set PIP_INDEX_URL'
    Set-Content $stamp $wanted
}

function Build-Shim {
    Write-Step 'building the shim'
    Assert-TargetingPack
    Invoke-Tool (Find-MSBuild) @((Join-Path $Root 'dotnet_shim\OutlookCrm.Shim.csproj'), '/nologo', '/verbosity:minimal', '/p:Configuration=Release') `
        'warnings are errors here: mend the source'
    Protect-File $Shim
}

function Test-Source {
    Write-Step 'lint'
    Invoke-Tool $VenvPython @('-m', 'ruff', 'check', $Root) 'mend the source'
    Invoke-Tool $VenvPython @('-m', 'ruff', 'format', '--check', $Root) 'run ruff format'
    Invoke-Tool $VenvPython @('-m', 'mypy', '--config-file', (Join-Path $Root 'pyproject.toml')) 'mend the source'
    Write-Step 'tests that need no Mono'
    $folders = 'unit', 'conformance', 'simulation', 'packaging' |
        ForEach-Object { Join-Path $Root "tests\$_" } | Where-Object { Test-Path $_ }
    Invoke-Tool $VenvPython (@('-m', 'pytest', '-m', 'not shim', '--rootdir', $Root) + $folders) 'mend the source'
}

# The file from the lock, downloaded when it is not there, and always checked.
function Get-Locked($Entry) {
    $file = Join-Path $Build "downloads\$($Entry.file)"
    New-Item -ItemType Directory -Force (Split-Path $file) | Out-Null
    if (-not (Test-Path $file)) {
        Write-Step "downloading $($Entry.file)"
        Invoke-WebRequest -UseBasicParsing -Uri $Entry.address -OutFile $file
    }
    $hash = (Get-FileHash $file -Algorithm SHA256).Hash.ToLowerInvariant()
    if ($Entry.sha256 -eq 'unset') {
        Stop-Build "The lock file has no SHA-256 for $($Entry.file); this download has $hash." `
            "compare it with what its publisher tells ($($Entry.address) and the signature beside it), then write it into dotnet_shim\installer\downloads.json"
    }
    if ($hash -ne $Entry.sha256) {
        Remove-Item $file
        Stop-Build "$($Entry.file) has SHA-256 $hash instead of $($Entry.sha256)." 'try again; if it stays so, the download was changed on its way'
    }
    return $file
}

function Expand-Locked($Entry, [string] $Folder) {
    $archive = Get-Locked $Entry
    if (-not (Test-Fresh "$Folder.made-from" $Entry.sha256)) {
        if (Test-Path $Folder) {
            Remove-Item $Folder -Recurse -Force
        }
        Expand-Archive $archive $Folder
        Set-Content "$Folder.made-from" $Entry.sha256
    }
}

function Get-Wheels([string] $Arch, $Lock) {
    $list = Join-Path $Installer "wheels-$Arch.txt"
    $folder = Join-Path $Build "downloads\wheels-$Arch"
    $wanted = (Get-FileHash $list -Algorithm SHA256).Hash
    if (Test-Fresh "$folder.made-from" $wanted) {
        return $folder
    }
    if (Test-Path $folder) {
        Remove-Item $folder -Recurse -Force
    }
    Write-Step "downloading the wheels for $Arch"
    $minor = ($Lock.python.version -split '\.')[0..1] -join '.'
    Invoke-Tool $VenvPython @('-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--require-hashes', '--no-deps',
        '--only-binary=:all:', '--python-version', $minor, '--platform', $Platform[$Arch], '--dest', $folder, '-r', $list) `
        "a hash that does not fit means that the index serves another file than $list names"
    Set-Content "$folder.made-from" $wanted
    return $folder
}

function Build-Tree([string] $Arch, $Lock) {
    Write-Step "laying out what a PC with $Arch Outlook gets"
    $runtime = Join-Path $Build "downloads\python-$Arch"
    Expand-Locked $Lock.python.$Arch $runtime
    $wheels = Get-Wheels $Arch $Lock
    $tree = Join-Path $Build "tree\$Arch"
    Invoke-Tool $VenvPython @('-m', 'dotnet_shim.installer', 'payload', '--bits', $Arch, '--runtime', $runtime, '--wheels', $wheels,
        '--shim', (Split-Path $Shim), '--out', $tree) 'see the message above'
    # By the very Python that is shipped: another one's bytecode would be ignored.
    $pythonHome = Join-Path $tree "$(Get-Step version)\python"
    Push-Location $pythonHome   # tracebacks then name files by their path in it
    Invoke-Tool (Join-Path $pythonHome 'python.exe') @('-m', 'compileall', '-q', '--invalidation-mode', 'unchecked-hash', 'site-packages') `
        'see the message above'
    Pop-Location
    Invoke-Tool $VenvPython @('-m', 'dotnet_shim.installer', 'harvest', '--bits', $Arch, '--tree', $tree,
        '--out', (Join-Path $Build "msi\tree-$Arch.wxs")) 'see the message above'
}

function Find-Wix($Lock) {
    $folders = @($Wix)
    if (Test-Path env:WIX) {
        $folders += Join-Path $env:WIX 'bin'
    }
    $onPath = Get-Command 'candle.exe' -ErrorAction SilentlyContinue
    if ($onPath) {
        $folders += Split-Path $onPath.Source
    }
    foreach ($folder in $folders) {
        if ($folder -and (Test-Path (Join-Path $folder 'candle.exe'))) {
            return $folder
        }
    }
    $folder = Join-Path $Build 'downloads\wix'
    Expand-Locked $Lock.wix $folder
    return $folder
}

function Build-Package([string] $Arch, [string] $Tools) {
    $package = Join-Path $Build "msi\outlook-crm-$(Get-Step version)-$Arch.msi"
    Write-Step "packaging $(Split-Path $package -Leaf)"
    $defines = Get-Step 'defines', '--bits', $Arch, '--tree', (Join-Path $Build "tree\$Arch") | ForEach-Object { "-d$_" }
    # One source at a time: a folder to write to would have to end in a backslash, which escapes the quote behind it.
    $objects = foreach ($source in (Join-Path $Installer 'OutlookCrm.wxs'), (Join-Path $Build "msi\tree-$Arch.wxs")) {
        $object = Join-Path $Build "msi\$Arch\$([IO.Path]::GetFileNameWithoutExtension($source)).wixobj"
        Invoke-Tool (Join-Path $Tools 'candle.exe') (@('-nologo', '-arch', $Arch) + $defines + @('-out', $object, $source)) 'see the message above'
        $object
    }
    Invoke-Tool (Join-Path $Tools 'light.exe') (@('-nologo', '-spdb', '-out', $package) + $objects) 'see the message above'
    Protect-File $package
}

function Find-SignTool {
    $kits = Join-Path ${env:ProgramFiles(x86)} 'Windows Kits\10\bin'
    $found = Get-ChildItem $kits -Filter 'signtool.exe' -Recurse -ErrorAction SilentlyContinue |
        Where-Object { $_.DirectoryName -like '*\x64' } | Sort-Object FullName | Select-Object -Last 1
    if (-not $found) {
        Stop-Build 'signtool.exe was not found.' 'install the Windows SDK''s "Signing Tools for Desktop Apps", or leave -Certificate out'
    }
    return $found.FullName
}

function Protect-File([string] $File) {
    if ($Certificate) {
        Invoke-Tool (Find-SignTool) @('sign', '/sha1', $Certificate, '/fd', 'SHA256', '/tr', $TimestampServer, '/td', 'SHA256', $File) `
            'the certificate must be in the user''s store with its private key'
    }
}

Push-Location $Root
try {
    Build-Environment
    Build-Shim
    if (-not $SkipTests) {
        Test-Source
    }
    if (-not $Verify) {
        $lock = Get-Content (Join-Path $Installer 'downloads.json') -Raw | ConvertFrom-Json
        foreach ($arch in $Bits) {
            Build-Tree $arch $lock
        }
        $tools = Find-Wix $lock
        foreach ($arch in $Bits) {
            Build-Package $arch $tools
        }
        Get-ChildItem (Join-Path $Build 'msi') -Filter '*.msi' | ForEach-Object {
            $size = [math]::Round($_.Length / 1048576, 1)
            Write-Host "$($_.FullName)  $size MB"
        }
    }
}
finally {
    Pop-Location
}
