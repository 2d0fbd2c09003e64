# 在 Windows 上开机自动运行 kjr（计划任务，不用装别的软件）。以管理员身份运行：
#   powershell -ExecutionPolicy Bypass -File deploy\windows-service.ps1 -Folder D:\台账 -State D:\kjr-state
# 去掉：Unregister-ScheduledTask -TaskName kjr
param(
    [Parameter(Mandatory)] [string] $Folder,
    [Parameter(Mandatory)] [string] $State,
    [string] $Campaign = "",
    [string] $User = "NT AUTHORITY\LocalService"
)
$ErrorActionPreference = "Stop"
$root = Split-Path -Parent $PSScriptRoot
$python = Join-Path $root ".venv\Scripts\python.exe"
if (-not (Test-Path $python)) { throw "先建虚拟环境：py -m venv .venv，再装 requirements.txt" }

New-Item -ItemType Directory -Force $State | Out-Null
icacls $Folder /grant "${User}:(OI)(CI)M" | Out-Null
icacls $State /inheritance:r /grant "${User}:(OI)(CI)F" "BUILTIN\Administrators:(OI)(CI)F" | Out-Null

$start = Join-Path $State "start.cmd"
$lines = @"
@echo off
chcp 65001 >nul
set KJR_FOLDER=$Folder
set KJR_STATE=$State
set KJR_CAMPAIGN=$Campaign
set KJR_SIGN_IN=passcodes
cd /d "$root"
"$python" -m streamlit run app.py --server.address 127.0.0.1 --server.port 8501
"@
# 不带 BOM，否则第一行不被执行
[IO.File]::WriteAllText($start, $lines, (New-Object Text.UTF8Encoding $false))

$action    = New-ScheduledTaskAction -Execute $start -WorkingDirectory $root
$trigger   = New-ScheduledTaskTrigger -AtStartup
$settings  = New-ScheduledTaskSettingsSet -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) `
             -ExecutionTimeLimit ([TimeSpan]::Zero)
$principal = New-ScheduledTaskPrincipal -UserId $User -LogonType ServiceAccount
Register-ScheduledTask -TaskName kjr -Action $action -Trigger $trigger -Settings $settings `
    -Principal $principal -Force | Out-Null
Start-ScheduledTask -TaskName kjr
Write-Output "kjr 已启动：http://127.0.0.1:8501"
