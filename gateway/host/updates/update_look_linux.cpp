#include "update_look.h"

#include "package_answers.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStringList>

#include <chrono>
#include <optional>

namespace gateway::host {

namespace {

using Kind = UpdateFinding::Kind;

constexpr auto kReplaced = " (deleted)"; // Source: proc(5), /proc/pid/exe
constexpr std::chrono::seconds kLimit{20}; // for each tool: a disk may be slow at first
constexpr int kPollEvery_ms = 50;

/// The output of a tool.
struct Answer {
    QProcess::ProcessError error = QProcess::UnknownError; ///< FailedToStart: it is not there; Timedout: it took too long, or nobody waits any more
    int status = -1;
    std::string text;
    std::string complaint;

    bool isGood() const { return status == 0; }
    /// For a finding that says why the check failed.
    Sentence reason(const QString& tool) const
    {
        if (error == QProcess::Timedout)
            return {QT_TRANSLATE_NOOP("Error", "%1: no answer"), {tool.toStdString()}};
        if (complaint.empty())
            return {QT_TRANSLATE_NOOP("Error", "%1: status %2"), {tool.toStdString(), std::to_string(status)}};
        return {QT_TRANSLATE_NOOP("Error", "%1: %2"), {tool.toStdString(), complaint}};
    }
};

Answer ask(const QString& tool, const QStringList& arguments, const std::atomic<bool>& isOver)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    process.setProcessEnvironment(environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(tool, arguments, QIODevice::ReadOnly);
    Answer answer;
    const QDeadlineTimer deadline(kLimit);
    while (process.state() != QProcess::NotRunning && !process.waitForFinished(kPollEvery_ms)) {
        if (process.error() == QProcess::FailedToStart) break;
        if (!isOver && !deadline.hasExpired()) continue;
        process.kill();
        process.waitForFinished();
        answer.error = QProcess::Timedout;
        return answer;
    }
    answer.error = process.error();
    if (answer.error != QProcess::FailedToStart && process.exitStatus() == QProcess::NormalExit) answer.status = process.exitCode();
    answer.text = process.readAllStandardOutput().toStdString();
    answer.complaint = process.readAllStandardError().trimmed().toStdString();
    return answer;
}

/// Escaped for dpkg-query: wildcards stand for themselves.
QString searched(const QString& file)
{
    QString pattern;
    for (const QChar sign : file) {
        if (QStringLiteral("\\*?[").contains(sign)) pattern += QLatin1Char('\\');
        pattern += sign;
    }
    return pattern;
}

/// When the lists of the package sources were last written.
std::optional<WallTime> sourcesRead(const std::atomic<bool>& isOver)
{
    const Answer places = ask(QStringLiteral("apt-config"), {QStringLiteral("shell"), QStringLiteral("LISTS"), QStringLiteral("Dir::State::lists/d")}, isOver);
    const QString folder = QString::fromStdString(assignedText(places.text, "LISTS"));
    // All downloads go through this folder.
    const QFileInfo partial(folder + QStringLiteral("/partial"));
    if (folder.isEmpty() || !partial.exists()) return std::nullopt;
    return WallTime(std::chrono::milliseconds(partial.lastModified().toMSecsSinceEpoch()));
}

bool isLater(const std::string& one, const std::string& other, const std::atomic<bool>& isOver)
{
    const QStringList question{QStringLiteral("--compare-versions"), QString::fromStdString(one), QStringLiteral("gt"), QString::fromStdString(other)};
    return ask(QStringLiteral("dpkg"), question, isOver).isGood();
}

} // namespace

RunningProgram RunningProgram::self()
{
    QString file = QFile::symLinkTarget(QStringLiteral("/proc/self/exe"));
    const bool isReplaced = file.endsWith(QLatin1String(kReplaced));
    if (isReplaced) file.chop(static_cast<qsizetype>(std::char_traits<char>::length(kReplaced)));
    return {file, isReplaced};
}

UpdateFinding lookForUpdate(const RunningProgram& program, const std::atomic<bool>& isOver)
{
    UpdateFinding finding;
    const auto search = QStringLiteral("dpkg-query");
    const Answer owner = ask(search, {QStringLiteral("--search"), searched(program.file)}, isOver);
    if (owner.error == QProcess::FailedToStart) {
        finding.kind = Kind::Unsupported;
        return finding;
    }
    finding.package = packageOf(owner.text, program.file.toStdString());
    if (finding.package.empty()) {
        // Source: dpkg-query(1), exit status: 1 means that nothing was found.
        const bool isAnswered = owner.isGood() || owner.status == 1;
        finding.kind = isAnswered ? Kind::NotPackaged : Kind::Failed;
        if (!isAnswered) finding.reason = owner.reason(search);
        return finding;
    }
    const auto policy = QStringLiteral("apt-cache");
    const Answer known = ask(policy, {QStringLiteral("policy"), QString::fromStdString(finding.package)}, isOver);
    const PackageVersions versions = versionsOf(known.text);
    if (!known.isGood() || versions.installed.empty()) {
        finding.kind = known.error == QProcess::FailedToStart ? Kind::Unsupported : Kind::Failed;
        finding.reason = known.isGood() ? Sentence(QT_TRANSLATE_NOOP("Error", "%1: no version of %2 found"), {policy.toStdString(), finding.package}) : known.reason(policy);
        return finding;
    }
    finding.sourcesRead = sourcesRead(isOver);
    finding.kind = program.isReplaced ? Kind::Installed : Kind::Current;
    finding.version = versions.installed;
    if (program.isReplaced || versions.candidate.empty() || versions.candidate == versions.installed) return finding;
    if (!isLater(versions.candidate, versions.installed, isOver)) return finding; // an older version is pinned
    finding.kind = Kind::Available;
    finding.version = versions.candidate;
    return finding;
}

} // namespace gateway::host
