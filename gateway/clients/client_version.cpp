#include "client_version.h"

#include "client_files.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/system_reason.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QVersionNumber>

#include <algorithm>
#include <array>

namespace gateway::clients {

namespace {

constexpr int kFoldersUp = 5; ///< from the program, behind its links
constexpr qint64 kLongestPackage = 1 << 20;
constexpr int kPatience_ms = 5000;
constexpr qsizetype kLongestAnswer = 4096;

// npm links a program into its package, or puts a script for it next to "node_modules"; VS Code has its own package
// file below "resources".
// Sources: docs.npmjs.com, "folders"; the packages of VS Code for Debian, macOS and Windows; read 2026-11-22.
constexpr std::array<const char*, 2> kPackageFiles{"package.json", "resources/app/package.json"};
constexpr std::array<const char*, 2> kModuleFolders{"node_modules", "lib/node_modules"};

/// The version in that file, if it is from one of the client's packages.
std::string versionIn(const QString& path, const ClientEntry& entry)
{
    QFile file(path);
    if (!QFileInfo(file).isFile() || file.size() > kLongestPackage || !file.open(QIODevice::ReadOnly))
        return {};
    const auto tree = parseJson(file.readAll().toStdString());
    const bool isOurs = tree && std::ranges::find(entry.packages, json::textOf(*tree, "name")) != entry.packages.end();
    return isOurs ? json::textOf(*tree, "version") : std::string();
}

QStringList packageFilesIn(const QString& folder, const ClientEntry& entry)
{
    QStringList files;
    for (const char* const name : kPackageFiles)
        files << folder + QLatin1Char('/') + QLatin1String(name);
    for (const char* const modules : kModuleFolders)
        for (const std::string& package : entry.packages)
            files << folder + QLatin1Char('/') + QLatin1String(modules) + QLatin1Char('/') + QString::fromStdString(package) + QStringLiteral("/package.json");
    return files;
}

} // namespace

std::string versionInFiles(const Surroundings& surroundings, const ClientEntry& entry)
{
    const QString program = programOf(surroundings, entry);
    if (program.isEmpty() || entry.packages.empty())
        return {};
    for (const QString& begin : {QFileInfo(program).canonicalFilePath(), program}) {
        QDir folder = QFileInfo(begin).dir();
        for (int up = 0; up < kFoldersUp; ++up) {
            for (const QString& file : packageFilesIn(folder.path(), entry))
                if (std::string found = versionIn(file, entry); !found.empty())
                    return found;
            if (!folder.cdUp() || folder.isRoot())
                break;
        }
    }
    return {};
}

Result<std::string> askedVersion(const Surroundings& surroundings, const ClientEntry& entry)
{
    const QString program = programOf(surroundings, entry);
    if (program.isEmpty())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the program of %1 was not found on this machine"), {entry.name}});
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, {QStringLiteral("--version")}, QIODevice::ReadOnly);
    if (!process.waitForFinished(kPatience_ms)) {
        const bool hasStarted = process.state() != QProcess::NotRunning;
        process.kill();
        process.waitForFinished(kPatience_ms);
        if (hasStarted)
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "%1 did not report its version in time"), {shownPath(surroundings, program)}});
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "%1 cannot be run: %2"), {shownPath(surroundings, program), systemReason(process.errorString().toStdString())}});
    }
    static const QRegularExpression kVersion(QStringLiteral("(?<![\\w.])v?(\\d+(?:\\.\\d+)+)"));
    const auto match = kVersion.match(QString::fromUtf8(process.readAll().left(kLongestAnswer)));
    if (!match.hasMatch())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "%1 --version did not report a version"), {shownPath(surroundings, program)}});
    return match.captured(1).toStdString();
}

const VersionRule* ruleFor(const ClientEntry& entry, std::string_view version)
{
    const auto number = [](std::string_view text) { return QVersionNumber::fromString(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))); };
    const QVersionNumber installed = number(version);
    if (installed.isNull())
        return nullptr;
    const auto found = std::ranges::find_if(entry.versions, [&](const VersionRule& rule) {
        return (rule.from.empty() || installed >= number(rule.from)) && (rule.below.empty() || installed < number(rule.below));
    });
    return found == entry.versions.end() ? nullptr : &*found;
}

} // namespace gateway::clients
