@echo off
rem Starts LaptopAgents. Builds it first when there is no build or when a source file has changed since.
setlocal
set "root=%~dp0"
set "root=%root:~0,-1%"
set "build=%root%\.build"

where dotnet >nul 2>nul
if errorlevel 1 (
    echo LaptopAgents needs the .NET 10 SDK, and there is no 'dotnet' on the PATH. 1>&2
    echo Install the .NET 10 SDK ^(see 'Install' in README.md^), then start again. 1>&2
    exit /b 1
)

call :fresh
if errorlevel 1 (
    call :build
    if errorlevel 1 exit /b 1
)
set /p name=<"%build%\current"
endlocal & dotnet "%build%\%name%\la.dll" %*
exit /b %errorlevel%

rem A mirror of the sources is kept beside the build; robocopy in listing mode says whether they still agree.
:fresh
if not exist "%build%\current" exit /b 1
set /p name=<"%build%\current"
if not exist "%build%\%name%\la.dll" exit /b 1
call :mirror /L
if errorlevel 1 exit /b 1
exit /b 0

:mirror
set changed=0
for %%f in (src config) do (
    robocopy "%root%\%%f" "%build%\sources\%%f" /MIR /XD bin obj %1 /NJH /NJS /NFL /NDL /NP >nul
    if errorlevel 1 set changed=1
)
robocopy "%root%" "%build%\sources" Directory.Build.props Directory.Build.targets Directory.Packages.props global.json %1 /NJH /NJS /NFL /NDL /NP >nul
if errorlevel 1 if not errorlevel 2 set changed=1
exit /b %changed%

:build
set sdk=
for /f "tokens=1 delims=." %%v in ('dotnet --version 2^>nul') do set sdk=%%v
if not defined sdk set sdk=0
if %sdk% LSS 10 (
    echo LaptopAgents needs the .NET 10 SDK; an older one was found. 1>&2
    echo Install the .NET 10 SDK ^(see 'Install' in README.md^), then start again. 1>&2
    exit /b 1
)
if exist "%build%\current" (echo Building LaptopAgents ^(sources have changed^)... 1>&2) else (echo Building LaptopAgents ^(first run, about a minute^)... 1>&2)
if not exist "%build%" mkdir "%build%"
rem A running session keeps its files: every build goes into a folder of its own.
set "name=la-%random%%random%"
call :mirror
call :publish true
if errorlevel 1 (
    findstr /r "NU[0-9]* NETSDK109" "%build%\build.log" >nul
    if errorlevel 1 goto failed
    call :publish false
    if errorlevel 1 goto failed
    echo Note: the compiler that makes starts fast could not be fetched; this build starts slower. 1>&2
)
>"%build%\current" echo %name%
exit /b 0

:publish
dotnet publish "%root%\src\LaptopAgents.Cli\LaptopAgents.Cli.csproj" --configuration Release --use-current-runtime --no-self-contained --artifacts-path "%build%\artifacts" --output "%build%\%name%" --nologo --verbosity quiet -p:PublishReadyToRun=%1 >"%build%\build.log" 2>&1
exit /b %errorlevel%

:failed
rem Without the mirror the next start builds again.
rmdir /s /q "%build%\sources" 2>nul
type "%build%\build.log" 1>&2
echo The build failed; its output is above and in %build%\build.log. 1>&2
exit /b 1
