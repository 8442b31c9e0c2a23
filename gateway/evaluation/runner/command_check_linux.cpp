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
#include <cerrno>
#include <cstddef>
#include <memory>
#include <utility>

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/syscall.h>
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
constexpr auto kNobody = "65534"; // user and group

#if defined(__x86_64__)
constexpr unsigned kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned kArchitecture = AUDIT_ARCH_AARCH64;
#elif defined(__riscv) && __riscv_xlen == 64
constexpr unsigned kArchitecture = AUDIT_ARCH_RISCV64;
#else
constexpr unsigned kArchitecture = 0; // not known here: no filter
#endif
constexpr unsigned kX32 = 0x40000000; // marks the other system calls of x86-64. Source: asm/unistd.h, __X32_SYSCALL_BIT

/// Rejects the calls that get memory outside the address space of a process, which no limit of processes covers. Calls of
/// another architecture have other numbers: they end the process.
constexpr sock_filter kFilter[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, kX32, 2, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_shmget, 1, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_memfd_create, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

/// A file in memory with the filter, to be closed by the caller; -1: none.
int filterFile()
{
    if (kArchitecture == 0)
        return -1;
    const int file = ::memfd_create("filter", MFD_CLOEXEC);
    if (file >= 0 && (::write(file, kFilter, sizeof kFilter) != sizeof kFilter || ::lseek(file, 0, SEEK_SET) != 0)) {
        ::close(file);
        return -1;
    }
    return file;
}

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

/// The program and the arguments that run a command. `filter`: the open file with the filter, or -1.
QStringList sandboxed(const std::vector<std::string>& argv, const CommandCheck::Limits& limits, int filter)
{
    constexpr qint64 kMib = 1024 * 1024;
    QStringList arguments;
    if (::geteuid() == 0) { // the kernel does not limit the processes of root, whatever its name in the sandbox
        arguments << QStringLiteral("/usr/bin/setpriv") << QStringLiteral("--reuid") << QLatin1String(kNobody) << QStringLiteral("--regid") << QLatin1String(kNobody);
        arguments << QStringLiteral("--clear-groups") << QStringLiteral("--inh-caps=-all") << QStringLiteral("--");
    }
    arguments << found(QStringLiteral("bwrap")) << QStringLiteral("--unshare-all") << QStringLiteral("--die-with-parent") << QStringLiteral("--new-session");
    // In a user namespace, processes are counted for the sandbox alone. In one of its own, the command could mount more
    // file systems in memory.
    arguments << QStringLiteral("--unshare-user") << QStringLiteral("--disable-userns") << QStringLiteral("--clearenv");
    if (filter >= 0)
        arguments << QStringLiteral("--seccomp") << QString::number(filter);
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

/// In the child process: the program that it becomes inherits standard input, output and error, and `file` unless that
/// is -1.
void closeOtherFiles(int file)
{
    constexpr unsigned kFirst = STDERR_FILENO + 1;
    if (::close_range(kFirst, ~0U, CLOSE_RANGE_CLOEXEC) != 0 || (file >= 0 && ::fcntl(file, F_SETFD, 0) != 0))
        ::_exit(kNotExecutable); // before Linux 5.11
}

/// Starts bubblewrap with the command. The command can read the environment and the open files of its process 1, which is
/// bubblewrap, so that nothing of this program's may be passed on: keys of providers may be in its environment.
void startSandboxed(QProcess& process, const std::vector<std::string>& argv, const CommandCheck::Limits& limits, QIODevice::OpenMode mode)
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), QLatin1String(kPath)); // an empty one would be replaced by this program's
    process.setProcessEnvironment(environment);
    const int filter = filterFile();
    process.setChildProcessModifier([filter] { closeOtherFiles(filter); });
    process.setProcessChannelMode(QProcess::MergedChannels);
    QStringList arguments = sandboxed(argv, limits, filter);
    const QString program = arguments.takeFirst();
    process.start(program, arguments, mode);
    if (filter >= 0)
        ::close(filter); // the child process has it
}

std::string beginningOf(QByteArray output)
{
    output = output.trimmed();
    return QString::fromUtf8(output.left(kMostOutput)).toStdString();
}

Sentence withOutput(Sentence what, const QByteArray& output)
{
    std::string beginning = beginningOf(output);
    if (beginning.empty())
        return what;
    return {QT_TRANSLATE_NOOP("Error", "%1: %2"), {std::move(what), asIs(std::move(beginning))}};
}

OutsideResult resultOf(const QProcess& process, bool isLate, const CommandCheck::Limits& limits, const QByteArray& output)
{
    if (isLate)
        return {0.0, withOutput({QT_TRANSLATE_NOOP("Error", "took longer than %1 ms"), {std::to_string(limits.wall_ms)}}, output)};
    if (process.error() == QProcess::FailedToStart)
        return {std::nullopt, {QT_TRANSLATE_NOOP("Error", "the sandbox could not be started: %1"), {process.errorString().toStdString()}}};
    if (process.exitStatus() != QProcess::NormalExit)
        return {std::nullopt, QT_TRANSLATE_NOOP("Error", "the sandbox ended unexpectedly")};
    const int status = process.exitCode();
    if (status == kNotFound || status == kNotExecutable)
        return {std::nullopt, withOutput(QT_TRANSLATE_NOOP("Error", "the command could not be run"), output)};
    if (status > kSignalled)
        return {0.0, withOutput({QT_TRANSLATE_NOOP("Error", "ended by signal %1"), {std::to_string(status - kSignalled)}}, output)};
    return {status == 0 ? 1.0 : 0.0, withOutput({QT_TRANSLATE_NOOP("Error", "exit status %1"), {std::to_string(status)}}, output)};
}

} // namespace

std::optional<Error> sandboxProblem()
{
    if (found(QStringLiteral("bwrap")).isEmpty())
        return Error{ErrorKind::InvalidRequest, QT_TRANSLATE_NOOP("Error", "Assertions of type \"command\" need bubblewrap for their sandbox. Install the package \"bubblewrap\", or remove them.")};
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    // Before Linux 5.14, the processes of the user outside the sandbox would count, too, and none could be started.
    startSandboxed(process, {"/bin/sh", "-c", "/bin/true & wait"}, {}, QIODevice::ReadOnly);
    const bool hasEnded = process.waitForFinished(kTrial_ms);
    if (!hasEnded) {
        process.kill();
        process.waitForFinished();
    }
    if (hasEnded && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return std::nullopt;
    const std::string output = hasEnded ? beginningOf(process.readAll()) : "no answer";
    return Error{ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "Assertions of type \"command\" cannot be run in a sandbox here: %1. Bubblewrap 0.8, Linux 5.14 or later, user namespaces, prlimit and setpriv are needed; or remove them."), {asIs(output.empty() ? process.errorString().toStdString() : output)}}};
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
