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
constexpr int kTries = 5; // somebody else may take the port that was free

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

/// How to get a system of one's own: as root, as the root of a user namespace, or
/// by a sudo that asks for nothing. Empty: not here.
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

/// Dante asks the system for its users: it gets a system of its own, in which
/// there is one, and whoever runs the test is root. Source: unshare(1).
QStringList danteCommand(const QString& danted, const QString& folder)
{
    const std::string hash = runProgram("openssl", {"passwd", "-6", RealProxy::kPassword}).out;
    write(folder + QStringLiteral("/passwd"),
        "root:x:0:0::/:/bin/false\n" + std::string(RealProxy::kUser) + ":x:1234:1234::/:/bin/false\n");
    write(folder + QStringLiteral("/shadow"),
        std::string(RealProxy::kUser) + ':' + hash.substr(0, hash.find('\n')) + ":19000:0:99999:7:::\n");
    const auto script = QStringLiteral("cd \"$1\" && mount --bind passwd /etc/passwd && mount --bind shadow /etc/shadow"
                                       " && exec \"$0\" -f conf -p pid");
    return ownSystem() << QStringLiteral("sh") << QStringLiteral("-c") << script << danted << folder;
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

RealProxy::RealProxy(Kind kind)
    : m_kind(kind)
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

bool RealProxy::start(int port)
{
    const auto folder = m_folder->path();
    const auto found = program(m_kind);
    QStringList command;
    if (m_kind == Kind::Tinyproxy) {
        write(folder + QStringLiteral("/conf"), tinyproxyConfiguration(folder.toStdString(), port));
        command = {found, QStringLiteral("-d"), QStringLiteral("-c"), folder + QStringLiteral("/conf")};
    } else if (found.endsWith(QStringLiteral("danted"))) {
        write(folder + QStringLiteral("/conf"), danteConfiguration(folder.toStdString(), port));
        command = danteCommand(found, folder);
    } else {
        command = microsocksCommand(found, port);
    }
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

std::string RealProxy::log() const
{
    std::string all;
    for (const auto* name : {"said", "log"})
        if (QFile file(m_folder->filePath(QString::fromLatin1(name))); file.open(QIODevice::ReadOnly))
            all += file.readAll().toStdString();
    return all;
}

} // namespace tests
