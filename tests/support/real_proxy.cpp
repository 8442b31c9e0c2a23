#include "real_proxy.h"

#include "fake_upstream.h"
#include "gateway_process.h"
#include "http_client.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <csignal>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace tests {

namespace {

constexpr int kProxyStart_ms = 10000;
constexpr int kProxyStop_ms = 5000;
constexpr int kTries = 5; // another program may take the free port

QString installed(const QString& name)
{
    const auto found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {QStringLiteral("/usr/sbin")}) : found; // where programs for root are
}

void write(const QString& name, const std::string& contents)
{
    QFile file(name);
    if (file.open(QIODevice::WriteOnly))
        file.write(QByteArray::fromStdString(contents));
}

// Source: tinyproxy.conf(5).
std::string tinyproxyConfiguration(const std::string& folder, int port)
{
    return "Port " + std::to_string(port) + "\nListen 127.0.0.1\nAllow 127.0.0.1\nTimeout 60\nMaxClients 50\nBasicAuth "
        + RealProxy::kUser + ' ' + RealProxy::kPassword + "\nLogLevel Connect\nLogFile \"" + folder + "/log\"\n";
}

// Source: sockd.conf(5).
std::string danteConfiguration(const std::string& folder, int port)
{
    return "logoutput: " + folder + "/log\ninternal: 127.0.0.1 port = " + std::to_string(port)
        + "\nexternal: 127.0.0.1\nsocksmethod: username\nclientmethod: none\n"
          "user.privileged: root\nuser.unprivileged: root\n"
          "client pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }\n"
          "socks pass { from: 127.0.0.0/8 to: 0.0.0.0/0\nprotocol: tcp\nlog: connect error }\n";
}

// Source: microsocks' README, "command line options".
QStringList microsocksCommand(const QString& microsocks, int port)
{
    return {microsocks, QStringLiteral("-i"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"), QString::number(port), QStringLiteral("-u"),
        QString::fromLatin1(RealProxy::kUser), QStringLiteral("-P"), QString::fromLatin1(RealProxy::kPassword)};
}

/// How to get separate namespaces: as root, as root of a user namespace, or
/// by a sudo without password. Empty: not available.
QStringList ownSystem()
{
    static const QStringList found = [] {
        const QStringList unshare{QStringLiteral("unshare"), QStringLiteral("--mount")};
        const QStringList asRoot{QStringLiteral("--map-root-user")};
        const QStringList sudo{QStringLiteral("sudo"), QStringLiteral("-n")};
        const QStringList trial{QStringLiteral("mount"), QStringLiteral("--bind"), QStringLiteral("/etc/passwd"),
            QStringLiteral("/etc/passwd")};
        for (const QStringList& way : {unshare, unshare + asRoot, sudo + unshare}) {
            QProcess process;
            process.start(way.first(), way.mid(1) + trial);
            if (process.waitForFinished(kProxyStart_ms) && process.exitCode() == 0 && process.exitStatus() == QProcess::NormalExit)
                return way;
        }
        return QStringList();
    }();
    return found;
}

/// Debian's configuration with another port and other files.
std::string debiansTinyproxy(const std::string& folder, int port)
{
    QFile file(QStringLiteral("/etc/tinyproxy/tinyproxy.conf"));
    std::string text;
    if (file.open(QIODevice::ReadOnly))
        while (!file.atEnd()) {
            const std::string line = file.readLine().toStdString();
            const auto isOf = [&line](const char* name) { return line.starts_with(std::string(name) + ' '); };
            if (!isOf("User") && !isOf("Group") && !isOf("Port") && !isOf("LogFile") && !isOf("PidFile"))
                text += line;
        }
    return text + "\nPort " + std::to_string(port) + "\nListen 127.0.0.1\nLogFile \"" + folder + "/log\"\n";
}

/// In separate namespaces with `files` replacing those of /etc. Source: unshare(1).
QStringList inOwnSystem(const QString& folder, const QStringList& files, const QStringList& command)
{
    QString script = QStringLiteral("cd \"$0\"");
    for (const QString& file : files)
        script += QStringLiteral(" && mount --bind %1 /etc/%1").arg(file);
    return ownSystem() + QStringList{QStringLiteral("sh"), QStringLiteral("-c"), script + QStringLiteral(" && exec \"$@\""), folder} + command;
}

/// Dante uses system users: there is one, and the test's user is root.
void writeUsers(const QString& folder)
{
    const std::string hash = runProgram("openssl", {"passwd", "-6", RealProxy::kPassword}).out;
    write(folder + QStringLiteral("/passwd"),
        "root:x:0:0::/:/bin/false\n" + std::string(RealProxy::kUser) + ":x:1234:1234::/:/bin/false\n");
    write(folder + QStringLiteral("/shadow"),
        std::string(RealProxy::kUser) + ':' + hash.substr(0, hash.find('\n')) + ":19000:0:99999:7:::\n");
}

void writeHosts(const QString& folder, const std::vector<std::string>& names)
{
    std::string text = "127.0.0.1 localhost";
    for (const std::string& name : names)
        text += ' ' + name;
    write(folder + QStringLiteral("/hosts"), text + '\n');
}

} // namespace

QString RealProxy::program(Kind kind)
{
    if (kind == Kind::Tinyproxy)
        return installed(QStringLiteral("tinyproxy"));
    if (const auto danted = installed(QStringLiteral("danted")); !danted.isEmpty() && !ownSystem().isEmpty())
        return danted;
    return installed(QStringLiteral("microsocks"));
}

bool RealProxy::isUsable(Kind kind) { return !program(kind).isEmpty(); }

bool RealProxy::canFindNames() { return !ownSystem().isEmpty(); }

RealProxy::RealProxy(Kind kind, Options options)
    : m_kind(kind)
    , m_options(std::move(options))
    , m_folder(std::make_unique<QTemporaryDir>())
{
    for (int i = 0; i < kTries && m_port == 0; ++i)
        if (const int port = unusedPort(); start(port))
            m_port = port;
    if (m_port == 0)
        std::fprintf(stderr, "the proxy did not listen. Its log:\n%s\n", log().c_str());
}

RealProxy::~RealProxy()
{
    m_process->terminate();
    if (!m_process->waitForFinished(kProxyStop_ms))
        m_process->kill();
    m_process->waitForFinished(kProxyStop_ms);
}

/// Writes its configuration.
QStringList RealProxy::commandAt(int port, const QString& program) const
{
    const auto folder = m_folder->path();
    const auto configuration = folder + QStringLiteral("/conf");
    QStringList files;
    QStringList command;
    if (m_kind == Kind::Tinyproxy) {
        write(configuration, m_options.isDebians ? debiansTinyproxy(folder.toStdString(), port) : tinyproxyConfiguration(folder.toStdString(), port));
        command = {program, QStringLiteral("-d"), QStringLiteral("-c"), configuration};
    } else if (program.endsWith(QStringLiteral("danted"))) {
        write(configuration, danteConfiguration(folder.toStdString(), port));
        writeUsers(folder);
        files = {QStringLiteral("passwd"), QStringLiteral("shadow")};
        command = {program, QStringLiteral("-f"), QStringLiteral("conf"), QStringLiteral("-p"), QStringLiteral("pid")};
    } else {
        command = microsocksCommand(program, port);
    }
    if (!m_options.names.empty()) {
        writeHosts(folder, m_options.names);
        files << QStringLiteral("hosts");
    }
    return files.isEmpty() ? command : inOwnSystem(folder, files, command);
}

bool RealProxy::start(int port)
{
    const auto folder = m_folder->path();
    QStringList command = commandAt(port, program(m_kind));
    m_process = std::make_unique<QProcess>();
    m_process->setStandardOutputFile(folder + QStringLiteral("/said"));
    m_process->setStandardErrorFile(folder + QStringLiteral("/said"), QIODevice::Append);
#ifdef Q_OS_LINUX // a test that aborts must not leave it behind
    m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
#endif
    const auto name = command.takeFirst();
    m_process->start(name, command);
    return m_process->waitForStarted(kProxyStart_ms)
        && eventually([&] { return m_process->waitForFinished(0) || HttpClient(port).isConnected(); }, kProxyStart_ms)
        && m_process->state() == QProcess::Running;
}

std::string RealProxy::url() const { return (m_kind == Kind::Socks5 ? "socks5://" : "http://") + address(); }

std::string RealProxy::authority() const
{
    const std::string user = m_options.isDebians && m_kind == Kind::Tinyproxy ? std::string() : std::string(kUser) + ':' + kPassword + '@';
    return user + address();
}

std::string RealProxy::log() const
{
    std::string all;
    for (const auto* name : {"said", "log"})
        if (QFile file(m_folder->filePath(QString::fromLatin1(name))); file.open(QIODevice::ReadOnly))
            all += file.readAll().toStdString();
    return all;
}

} // namespace tests
