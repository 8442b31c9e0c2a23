#include "shell_variables.h"

#include "client_files.h"
#include "shell_line.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <string_view>

namespace gateway::clients {

namespace {

constexpr qint64 kMostOfFile = 16 * 1024 * 1024; ///< bytes
constexpr qint64 kLongestFirstLine = 256;
constexpr std::size_t kMostFiles = 400;     ///< that are read in all
constexpr int kMostDepth = 12;              ///< of files that read others
constexpr qsizetype kMostMatches = 128;     ///< of one pattern
constexpr int kMostFolders = 5;             ///< below each other, of "**"

struct StartFile {
    const char* place; ///< below home, absolute, or with "./" in the folder of a project and above. Its last part may have wildcards.
    ShellSyntax syntax = ShellSyntax::Shell;
};

/// Sources: bash(1), zsh(1), fish(1), csh(1), environment.d(5), pam_env(8), about_Profiles of PowerShell, nushell.sh (Configuration),
/// elv.sh (rc.elv), xon.sh (Run Control File), mise.jdx.dev (Configuration), read 2026-11-28.
constexpr std::array kStartFiles{StartFile{".profile"}, StartFile{".bash_profile"}, StartFile{".bash_login"}, StartFile{".bashrc"}, StartFile{".bash_aliases"}, StartFile{".kshrc"}, StartFile{".mkshrc"},
    StartFile{".zshenv"}, StartFile{".zprofile"}, StartFile{".zshrc"}, StartFile{".zlogin"}, StartFile{".oh-my-zsh/custom/*.zsh"},
    StartFile{".config/fish/config.fish"}, StartFile{".config/fish/conf.d/*.fish"}, StartFile{".config/fish/functions/*.fish"},
    StartFile{".config/fish/fish_variables", ShellSyntax::FishUniversal}, StartFile{".config/fish/fishd.*", ShellSyntax::FishUniversal},
    StartFile{".login"}, StartFile{".cshrc"}, StartFile{".tcshrc"}, StartFile{".xprofile"}, StartFile{".xsession"}, StartFile{".xsessionrc"}, StartFile{".xinitrc"},
    StartFile{".config/plasma-workspace/env/*.sh"}, StartFile{".tmux.conf"}, StartFile{".config/tmux/tmux.conf"},
    StartFile{".pam_environment", ShellSyntax::Pam}, StartFile{".config/environment.d/*.conf", ShellSyntax::List},
    StartFile{".config/systemd/user.conf", ShellSyntax::Systemd}, StartFile{".config/systemd/user.conf.d/*.conf", ShellSyntax::Systemd},
    StartFile{"/etc/systemd/user.conf", ShellSyntax::Systemd}, StartFile{"/etc/systemd/user.conf.d/*.conf", ShellSyntax::Systemd},
    StartFile{".config/nushell/*.nu", ShellSyntax::Nushell}, StartFile{".config/nushell/autoload/*.nu", ShellSyntax::Nushell},
    StartFile{"Library/Application Support/nushell/*.nu", ShellSyntax::Nushell}, StartFile{"AppData/Roaming/nushell/*.nu", ShellSyntax::Nushell},
    StartFile{".config/powershell/*profile.ps1", ShellSyntax::PowerShell}, StartFile{"Documents/PowerShell/*profile.ps1", ShellSyntax::PowerShell},
    StartFile{"Documents/WindowsPowerShell/*profile.ps1", ShellSyntax::PowerShell}, StartFile{"OneDrive/Documents/PowerShell/*profile.ps1", ShellSyntax::PowerShell},
    StartFile{"OneDrive/Documents/WindowsPowerShell/*profile.ps1", ShellSyntax::PowerShell}, StartFile{"/opt/microsoft/powershell/7/*profile.ps1", ShellSyntax::PowerShell},
    StartFile{".config/elvish/rc.elv", ShellSyntax::Elvish}, StartFile{".elvish/rc.elv", ShellSyntax::Elvish}, StartFile{".xonshrc", ShellSyntax::Xonsh},
    StartFile{".config/xonsh/rc.xsh", ShellSyntax::Xonsh}, StartFile{".config/xonsh/rc.d/*.xsh", ShellSyntax::Xonsh},
    StartFile{".envrc"}, StartFile{"mise.toml", ShellSyntax::Mise}, StartFile{".mise.toml", ShellSyntax::Mise}, StartFile{"mise.local.toml", ShellSyntax::Mise},
    StartFile{".mise.local.toml", ShellSyntax::Mise}, StartFile{".config/mise/config*.toml", ShellSyntax::Mise}, StartFile{".config/mise.toml", ShellSyntax::Mise},
    StartFile{".config/mise/conf.d/*.toml", ShellSyntax::Mise}, StartFile{".rtx.toml", ShellSyntax::Mise},
    StartFile{"./.envrc"}, StartFile{"./mise.toml", ShellSyntax::Mise}, StartFile{"./.mise.toml", ShellSyntax::Mise}, StartFile{"./mise.local.toml", ShellSyntax::Mise},
    StartFile{"./.mise.local.toml", ShellSyntax::Mise},
    StartFile{"/etc/environment", ShellSyntax::List}, StartFile{"/etc/environment.d/*.conf", ShellSyntax::List}, StartFile{"/etc/security/pam_env.conf", ShellSyntax::Pam},
    StartFile{"/etc/profile"}, StartFile{"/etc/profile.d/*.sh"}, StartFile{"/etc/bash.bashrc"}, StartFile{"/etc/bashrc"}, StartFile{"/etc/zsh/zshenv"}, StartFile{"/etc/zsh/zprofile"},
    StartFile{"/etc/zsh/zshrc"}, StartFile{"/etc/zshenv"}, StartFile{"/etc/zprofile"}, StartFile{"/etc/zshrc"}, StartFile{"/etc/csh.cshrc"}, StartFile{"/etc/csh.login"}, StartFile{"/etc/fish/config.fish"},
    StartFile{"/etc/fish/conf.d/*.fish"}, StartFile{"/etc/mise/config.toml", ShellSyntax::Mise}};
/// Files of zsh, which may be in the folder named by ZDOTDIR.
constexpr std::array kZshFiles{".zshenv", ".zprofile", ".zshrc", ".zlogin"};

bool isPattern(const QString& part) { return part.contains(QLatin1Char('*')) || part.contains(QLatin1Char('?')) || part.contains(QLatin1Char('[')); }

QDir::Filters hiddenIf(const QString& pattern) { return pattern.startsWith(QLatin1Char('.')) ? QDir::Hidden : QDir::Filters(); }

/// Adds what is at `parts` below `folder`.
void addMatches(const QString& folder, QStringList parts, int depth, QStringList& found)
{
    if (found.size() >= kMostMatches)
        return;
    if (parts.isEmpty()) {
        found << folder;
        return;
    }
    const QString part = parts.takeFirst();
    const QDir here(folder);
    if (part == QLatin1String("**")) {
        addMatches(folder, parts, depth, found);
        parts.prepend(part);
        for (const QString& name : depth < kMostFolders ? here.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name) : QStringList())
            addMatches(here.filePath(name), parts, depth + 1, found);
    } else if (!isPattern(part)) {
        addMatches(here.filePath(part), parts, depth, found);
    } else {
        for (const QString& name : here.entryList({part}, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | hiddenIf(part), QDir::Name))
            addMatches(here.filePath(name), parts, depth, found);
    }
}

/// Whether it begins with the line that has a shell run it: "#!/bin/sh", "#!/usr/bin/env bash".
bool isShellScript(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray line = file.readLine(kLongestFirstLine).trimmed();
    const QByteArray last = line.mid(std::max(line.lastIndexOf('/'), line.lastIndexOf(' ')) + 1);
    constexpr std::array<std::string_view, 6> kShells{"sh", "bash", "dash", "ksh", "mksh", "zsh"};
    return line.startsWith("#!") && std::ranges::find(kShells, std::string_view(last.constData(), static_cast<std::size_t>(last.size()))) != kShells.end();
}

/// Files that a path with wildcards stands for; those of a folder, where it is one.
QStringList filesAt(const QString& pattern)
{
    QStringList parts = QDir::cleanPath(pattern).split(QLatin1Char('/'));
    const QString top = parts.takeFirst() + QLatin1Char('/'); // "/" or "C:/"
    QStringList matches;
    addMatches(top, parts, 0, matches);
    QStringList files;
    for (const QString& match : matches) {
        if (QFileInfo(match).isFile())
            files << match;
        else if (const QDir folder(match); folder.exists() && match.count(QLatin1Char('/')) > 2)
            for (const QString& name : folder.entryList(QDir::Files, QDir::Name).mid(0, kMostMatches))
                files << folder.filePath(name);
    }
    return files;
}

} // namespace

ShellVariables::ShellVariables(const Surroundings& surroundings, std::vector<std::string> programs)
    : m_surroundings(surroundings), m_programs(std::move(programs)), m_names(surroundings.home.toStdString(), surroundings.environment)
{
    readStartFiles();
    readMovedZsh();
    readWrappers();
    for (const char* const name : {"BASH_ENV", "ENV"}) // read by shells that are no terminal's
        for (const std::string& word : std::vector<std::string>(m_names.wordsOf(name)))
            readSourced({word, ShellSyntax::Shell}, m_surroundings.home, 0);
}

void ShellVariables::readStartFiles()
{
    for (const auto& [place, syntax] : kStartFiles) {
        QStringList places;
        if (const std::string_view text = place; text.starts_with("./")) {
            for (const QString& folder : projectFolders(m_surroundings))
                places << folder + QLatin1Char('/') + QLatin1String(place + 2);
        } else {
            places << placeOf(m_surroundings, place);
        }
        for (const QString& pattern : places)
            for (const QString& file : isPattern(pattern) ? filesAt(pattern) : QStringList(pattern))
                read(file, syntax, 0);
    }
}

void ShellVariables::readWrappers()
{
    for (const QString& folder : m_surroundings.programFolders)
        for (const std::string& program : m_programs)
            if (const QString path = folder + QLatin1Char('/') + QString::fromStdString(program); isShellScript(path))
                read(path, ShellSyntax::Shell, 0);
}

void ShellVariables::readMovedZsh()
{
    std::vector<std::string> folders = m_names.expanded("${ZDOTDIR}", m_surroundings.home.toStdString());
    for (const std::string& folder : folders)
        for (const char* const name : kZshFiles)
            readSourced({folder + '/' + name, ShellSyntax::Shell}, m_surroundings.home, 0);
}

Sentence ShellVariables::placeIn(const QString& path, int line) const { return lineIn(shownPath(m_surroundings, path), static_cast<std::size_t>(line)); }

std::vector<SetVariable> ShellVariables::of(const std::string& name) const
{
    std::vector<std::pair<QString, SetVariable>> found; // by file
    for (const auto& each : m_settings) {
        const auto& [path, setting] = each;
        if (setting.name != name)
            continue;
        // The files of such a folder are read one after the other.
        const QString folder = path.contains(QLatin1String("/environment.d/")) ? QFileInfo(path).path() + QLatin1Char('/') : QString();
        std::erase_if(found, [&file = each.first, &folder](const auto& other) { return folder.isEmpty() ? other.first == file : other.first.startsWith(folder); });
        if (!setting.isUnset && isExported(setting))
            found.emplace_back(path, SetVariable{setting.value, placeIn(path, setting.line)});
    }
    std::vector<SetVariable> settings;
    settings.reserve(found.size());
    for (auto& [path, setting] : found)
        settings.push_back(std::move(setting));
    return settings;
}

/// Programs see what is exported, wherever that is said, or was exported to this process.
bool ShellVariables::isExported(const ShellSetting& setting) const
{
    return setting.isExported || m_exportsAll || m_exported.contains(setting.name) || m_surroundings.environment.contains(setting.name);
}

std::vector<SetCall> ShellVariables::calls() const
{
    std::vector<SetCall> found;
    for (const auto& [path, call] : m_calls) {
        SetCall made{{}, placeIn(path, call.line)};
        for (const std::string& word : call.arguments) {
            const bool isVariable = word.starts_with('$') && !m_names.wordsOf(word.substr(1)).empty();
            if (!isVariable)
                made.arguments.push_back(word);
            for (const std::string& value : isVariable ? m_names.wordsOf(word.substr(1)) : std::vector<std::string>())
                for (const ShellWords& words : shellCommands(value))
                    made.arguments.insert(made.arguments.end(), words.begin(), words.end());
        }
        found.push_back(std::move(made));
    }
    return found;
}

QStringList ShellVariables::filesOf(const std::string& path, const QString& folder) const
{
    QString whole = QString::fromStdString(path);
    if (whole.isEmpty())
        return {};
    if (!QDir::isAbsolutePath(whole)) {
        QStringList files = filesAt(m_surroundings.home + QLatin1Char('/') + whole);
        return files.isEmpty() ? filesAt(folder + QLatin1Char('/') + whole) : files;
    }
    const bool isBelowHome = whole == m_surroundings.home || whole.startsWith(m_surroundings.home + QLatin1Char('/'));
    if (QDir::cleanPath(whole) == m_surroundings.home)
        return {};
    return filesAt(isBelowHome || whole.startsWith(folder) ? whole : m_surroundings.root + whole);
}

void ShellVariables::readSourced(const SourcedFile& file, const QString& folder, int depth)
{
    for (const std::string& path : m_names.expanded(file.word, folder.toStdString()))
        for (const QString& each : filesOf(path, folder))
            read(each, file.syntax, depth);
}

void ShellVariables::read(const QString& path, ShellSyntax syntax, int depth)
{
    const QFileInfo info(path);
    const QString real = info.canonicalFilePath();
    QFile file(path);
    if (depth > kMostDepth || m_read.size() >= kMostFiles || !info.isFile() || m_read.contains(real) || info.size() > kMostOfFile || !file.open(QIODevice::ReadOnly))
        return;
    m_read.insert(real);
    const QByteArray bytes = file.readAll();
    if (bytes.contains('\0'))
        return; // a program
    const ShellFile said = shellFile(bytes.toStdString(), m_programs, syntax);
    for (const ShellSetting& setting : said.settings) {
        m_settings.emplace_back(path, setting);
        m_names.add(setting.name, setting.value);
    }
    m_exportsAll |= said.exportsAll;
    m_exported.insert(said.exported.begin(), said.exported.end());
    for (const auto& [name, word] : said.loops)
        m_names.add(name, word);
    for (const ShellCall& call : said.calls)
        m_calls.emplace_back(path, call);
    for (const SourcedFile& other : said.sourced)
        readSourced(other, info.path(), depth + 1);
}

} // namespace gateway::clients
