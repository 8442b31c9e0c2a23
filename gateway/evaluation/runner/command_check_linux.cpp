#include "command_check.h"

#include <QByteArray>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QString>
#include <QStringList>
#include <QTimer>
#include <QtGlobal>

#include <algorithm>
#include <memory>
#include <utility>

#include <unistd.h>

namespace gateway::evaluation {

namespace {

constexpr auto kPath = "/usr/bin:/bin";
constexpr int kTrial_ms = 10'000;
constexpr qsizetype kMostOutput = 400; // in reasons
constexpr int kNotExecutable = 126;    // exit statuses of prlimit. Source: util-linux, include/c.h, EX_EXEC_*
constexpr int kNotFound = 127;
constexpr int kSignalled = 128; // above it: ended by a signal, as bubblewrap reports it
constexpr int kMostFile_mib = 16;

/// Only where packages install programs: PATH belongs to whoever started this program.
QString found(const QString& program)
{
    return QStandardPaths::findExecutable(program, {QStringLiteral("/usr/bin"), QStringLiteral("/bin"), QStringLiteral("/usr/local/bin")});
}

/// The folders with programs and libraries: where /bin is a link to /usr/bin, as a link.
void addSystem(QStringList& arguments)
{
    arguments << QStringLiteral("--ro-bind") << QStringLiteral("/usr") << QStringLiteral("/usr");
    for (const char* const name : {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"}) {
        const QString path = QString::fromLatin1(name);
        const QFileInfo folder(path);
        if (folder.isSymLink())
            arguments << QStringLiteral("--symlink") << QFileInfo(folder.symLinkTarget()).filePath() << path;
        else if (folder.isDir())
            arguments << QStringLiteral("--ro-bind") << path << path;
    }
    for (const char* const name : {"/etc/alternatives", "/etc/ld.so.cache"})
        arguments << QStringLiteral("--ro-bind-try") << QString::fromLatin1(name) << QString::fromLatin1(name);
}

/// The arguments of bubblewrap for a command.
QStringList sandboxed(const std::vector<std::string>& argv, const CommandCheck::Limits& limits)
{
    constexpr qint64 kMib = 1024 * 1024;
    QStringList arguments{QStringLiteral("--unshare-all"), QStringLiteral("--die-with-parent"), QStringLiteral("--new-session"), QStringLiteral("--clearenv")};
    arguments << QStringLiteral("--setenv") << QStringLiteral("PATH") << QLatin1String(kPath);
    arguments << QStringLiteral("--setenv") << QStringLiteral("HOME") << QStringLiteral("/tmp/answer");
    arguments << QStringLiteral("--setenv") << QStringLiteral("LANG") << QStringLiteral("C.UTF-8");
    addSystem(arguments);
    arguments << QStringLiteral("--proc") << QStringLiteral("/proc") << QStringLiteral("--dev") << QStringLiteral("/dev");
    arguments << QStringLiteral("--size") << QString::number(limits.files_mib * kMib) << QStringLiteral("--tmpfs") << QStringLiteral("/tmp");
    arguments << QStringLiteral("--dir") << QStringLiteral("/tmp/answer") << QStringLiteral("--chdir") << QStringLiteral("/tmp/answer");
    // The root is a file system in memory too, without a limit for its size, and so is /dev.
    arguments << QStringLiteral("--remount-ro") << QStringLiteral("/dev") << QStringLiteral("--remount-ro") << QStringLiteral("/");
    arguments << QStringLiteral("--cap-drop") << QStringLiteral("ALL") << QStringLiteral("--");
    arguments << QStringLiteral("/usr/bin/prlimit") << QStringLiteral("--core=0");
    arguments << QStringLiteral("--cpu=%1").arg(limits.processor_s) << QStringLiteral("--as=%1").arg(limits.memory_mib * kMib);
    arguments << QStringLiteral("--nproc=%1").arg(limits.processes) << QStringLiteral("--fsize=%1").arg(kMostFile_mib * kMib) << QStringLiteral("--");
    for (const std::string& argument : argv)
        arguments << QString::fromStdString(argument);
    return arguments;
}

/// In the child process: the program that it becomes inherits standard input, output and error only.
void closeOtherFiles()
{
    constexpr unsigned kFirst = STDERR_FILENO + 1;
    if (::close_range(kFirst, ~0U, CLOSE_RANGE_CLOEXEC) != 0)
        ::_exit(kNotExecutable); // before Linux 5.11
}

/// Starts bubblewrap with the command. The command can read the environment and the open files of its process 1, which is
/// bubblewrap, so that nothing of this program's may be passed on: keys of providers may be in its environment.
void startSandboxed(QProcess& process, const std::vector<std::string>& argv, const CommandCheck::Limits& limits, QIODevice::OpenMode mode)
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), QLatin1String(kPath)); // an empty one would be replaced by this program's
    process.setProcessEnvironment(environment);
    process.setChildProcessModifier(closeOtherFiles);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(found(QStringLiteral("bwrap")), sandboxed(argv, limits), mode);
}

std::string beginningOf(QByteArray output)
{
    output = output.trimmed();
    return QString::fromUtf8(output.left(kMostOutput)).toStdString();
}

std::string withOutput(std::string what, const QByteArray& output)
{
    const std::string beginning = beginningOf(output);
    return beginning.empty() ? what : what + ": " + beginning;
}

OutsideResult resultOf(const QProcess& process, bool isLate, const CommandCheck::Limits& limits, const QByteArray& output)
{
    if (isLate)
        return {0.0, withOutput("took longer than " + std::to_string(limits.wall_ms) + " ms", output)};
    if (process.error() == QProcess::FailedToStart)
        return {std::nullopt, "the sandbox could not be started: " + process.errorString().toStdString()};
    if (process.exitStatus() != QProcess::NormalExit)
        return {std::nullopt, "the sandbox ended unexpectedly"};
    const int status = process.exitCode();
    if (status == kNotFound || status == kNotExecutable)
        return {std::nullopt, withOutput("the command could not be run", output)};
    if (status > kSignalled)
        return {0.0, withOutput("ended by signal " + std::to_string(status - kSignalled), output)};
    return {status == 0 ? 1.0 : 0.0, withOutput("exit status " + std::to_string(status), output)};
}

} // namespace

std::optional<Error> sandboxProblem()
{
    if (found(QStringLiteral("bwrap")).isEmpty())
        return Error{ErrorKind::InvalidRequest, QT_TRANSLATE_NOOP("Error", "Assertions of type \"command\" need bubblewrap for their sandbox. Install the package \"bubblewrap\", or remove them.")};
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    startSandboxed(process, {"/bin/true"}, {}, QIODevice::ReadOnly);
    const bool hasEnded = process.waitForFinished(kTrial_ms);
    if (!hasEnded) {
        process.kill();
        process.waitForFinished();
    }
    if (hasEnded && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return std::nullopt;
    const std::string output = hasEnded ? beginningOf(process.readAll()) : "no answer";
    return Error{ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "Assertions of type \"command\" cannot be run in a sandbox here: %1. Bubblewrap 0.7 or later, user namespaces and prlimit are needed; or remove them."), {asIs(output.empty() ? process.errorString().toStdString() : output)}}};
}

CommandCheck::CommandCheck()
    : CommandCheck(Limits{})
{
}

CommandCheck::CommandCheck(const Limits& limits, QObject* parent)
    : QObject(parent)
    , m_limits(limits)
{
}

CommandCheck::~CommandCheck()
{
    for (QProcess* const process : findChildren<QProcess*>()) {
        process->disconnect();
        process->kill();
        process->waitForFinished();
    }
}

void CommandCheck::run(std::vector<std::string> argv, std::string input, std::function<void(OutsideResult)> done)
{
    m_jobs.push_back({std::move(argv), std::move(input), std::move(done)});
    QMetaObject::invokeMethod(this, [this] { next(); }, Qt::QueuedConnection);
}

void CommandCheck::next()
{
    while (m_running < kMostAtOnce && !m_jobs.empty()) {
        Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        start(std::move(job));
    }
}

void CommandCheck::start(Job job)
{
    struct State {
        Job job;
        QByteArray output; // its beginning
        bool isLate = false;
        bool isDone = false;
    };
    ++m_running;
    auto* const process = new QProcess(this);
    const auto state = std::make_shared<State>(State{std::move(job), {}, false, false});
    connect(process, &QProcess::readyRead, this, [process, state] {
        const QByteArray piece = process->readAll(); // also what is not kept, or the command would wait
        state->output += piece.left(std::max<qsizetype>(0, 4 * kMostOutput - state->output.size()));
    });
    const auto end = [this, process, state] {
        if (std::exchange(state->isDone, true))
            return;
        --m_running;
        process->deleteLater();
        state->job.done(resultOf(*process, state->isLate, m_limits, state->output));
        next();
    };
    connect(process, &QProcess::finished, this, end);
    connect(
        process, &QProcess::errorOccurred, this,
        [end](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                end();
        },
        Qt::QueuedConnection);
    QTimer::singleShot(m_limits.wall_ms, process, [process, state] {
        state->isLate = true;
        process->kill(); // which ends everything in the sandbox
    });
    startSandboxed(*process, state->job.argv, m_limits, QIODevice::ReadWrite);
    process->write(QByteArray::fromStdString(state->job.input));
    process->closeWriteChannel();
}

} // namespace gateway::evaluation
