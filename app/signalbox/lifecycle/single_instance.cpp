#include "single_instance.h"

#include "link.h"

#include "gateway/core/files/file_system.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QThread>
#include <QUrl>

#include <algorithm>
#include <array>

namespace app {

namespace {

constexpr std::chrono::milliseconds kBetweenTries{50};
constexpr int kConnect_ms = 500;
constexpr int kAnswer_ms = 2000;
constexpr qint64 kLongestRequest = 3 * kLongestLink + 64; // each byte of a link may need up to three
constexpr auto kLinkWord = "link ";
constexpr qsizetype kHashDigits = 16; // a socket path has at most 107 bytes

struct Word {
    WindowRequest request;
    const char* text;
};

// `Default`, an ordinary second start, means showing the window.
constexpr std::array kWords{
    Word{WindowRequest::Show, "show"},
    Word{WindowRequest::Default, "show"},
    Word{WindowRequest::Minimized, "minimized"},
    Word{WindowRequest::Quit, "quit"},
};

QByteArray wordOf(WindowRequest request)
{
    const auto found = std::find_if(kWords.begin(), kWords.end(), [&](const Word& word) { return word.request == request; });
    return found->text;
}

QString socketFor(const QString& dataDir)
{
    const QString canonical = QFileInfo(dataDir).canonicalFilePath();
    const QByteArray hash = QCryptographicHash::hash(canonical.toUtf8(), QCryptographicHash::Sha256).toHex().left(kHashDigits);
    const QString name = QStringLiteral("signalbox-") + QString::fromLatin1(hash);
#ifdef Q_OS_WIN
    return name;
#else
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR"); // without it Qt would create a folder under /tmp
    return (runtime.isEmpty() ? canonical : runtime) + QLatin1Char('/') + name;
#endif
}

} // namespace

SingleInstance::SingleInstance(const QString& dataDir, QObject* parent) : QObject(parent), m_dataDir(dataDir)
{
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::serve);
}

SingleInstance::~SingleInstance() = default;

SingleInstance::Outcome SingleInstance::claim(WindowRequest request, const QString& link, std::chrono::milliseconds patience)
{
    const bool isQuit = request == WindowRequest::Quit;
    if (isQuit && !QDir(m_dataDir).exists())
        return Outcome::NotRunning;
    if (!gateway::files::makePrivateFolder(m_dataDir))
        return Outcome::NoFolder;
    m_socket = socketFor(m_dataDir);
    using gateway::host::DataFolderLock;
    m_lock = std::make_unique<DataFolderLock>(m_dataDir);
    const QByteArray message = link.isEmpty() ? wordOf(request) : kLinkWord + QUrl::toPercentEncoding(link.left(kLongestLink + 1));
    const QDeadlineTimer end(patience);
    do {
        const DataFolderLock::Outcome taken = m_lock->take();
        if (taken == DataFolderLock::Outcome::Taken) {
            if (isQuit) {
                m_lock->release();
                return Outcome::NotRunning;
            }
            listen();
            return Outcome::First;
        }
        if (taken == DataFolderLock::Outcome::NoFolder)
            return Outcome::NoFolder;
        if (deliver(message))
            return Outcome::Delivered;
        QThread::msleep(static_cast<unsigned long>(kBetweenTries.count())); // the other instance is starting or ending
    } while (!end.hasExpired());
    return Outcome::Silent;
}

qint64 SingleInstance::holder() const
{
    return m_lock ? m_lock->holder() : 0;
}

void SingleInstance::release()
{
    m_server.close();
    if (m_lock)
        m_lock->release();
}

QString SingleInstance::otherMachine() const { return m_lock ? m_lock->otherMachine() : QString(); }

QString SingleInstance::heldText() const { return m_lock ? QString::fromStdString(m_lock->heldText()) : QString(); }

QString SingleInstance::lockFile() const { return gateway::host::DataFolderLock::fileIn(m_dataDir); }

bool SingleInstance::listen()
{
    QLocalServer::removeServer(m_socket); // of an instance that crashed: the lock is ours
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    if (m_server.listen(m_socket))
        return true;
    qWarning("Later starts cannot reach this instance: %s", qPrintable(m_server.errorString()));
    return false;
}

bool SingleInstance::deliver(const QByteArray& message)
{
    QLocalSocket socket;
    socket.connectToServer(m_socket);
    if (!socket.waitForConnected(kConnect_ms))
        return false;
    socket.write(message + '\n');
    return socket.waitForBytesWritten(kConnect_ms) && socket.waitForReadyRead(kAnswer_ms) && socket.readLine(kLongestRequest) == "ok\n";
}

void SingleInstance::serve()
{
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->canReadLine()) {
                if (socket->bytesAvailable() > kLongestRequest)
                    socket->abort();
                return;
            }
            const QByteArray message = socket->readLine(kLongestRequest).trimmed();
            const bool isLink = message.startsWith(kLinkWord);
            const auto word = std::find_if(kWords.begin(), kWords.end(), [&](const Word& each) { return message == each.text; });
            socket->write(word == kWords.end() && !isLink ? "unknown\n" : "ok\n");
            socket->flush();
            if (isLink)
                Q_EMIT linkOpened(QUrl::fromPercentEncoding(message.mid(static_cast<qsizetype>(qstrlen(kLinkWord)))));
            else if (word != kWords.end())
                Q_EMIT requested(word->request);
        });
    }
}

} // namespace app
