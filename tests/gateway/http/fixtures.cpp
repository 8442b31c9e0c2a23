#include "fixtures.h"

#include "catch.h"
#include "certificates.h"

#include <QFile>
#include <QHostAddress>
#include <QPointer>
#include <QSslCertificate>
#include <QSslKey>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace gateway::http::test {

namespace {

class ScriptedHandler final : public Handler {
public:
    ScriptedHandler(ServerConnection& connection, TimerWheel& wheel, Script& script)
        : m_connection(connection), m_wheel(wheel), m_script(script)
    {
        ++script.alive;
        script.heads.push_back(connection.request());
    }
    ~ScriptedHandler() override { --m_script.alive; }

    void start() override
    {
        ++m_script.started;
        m_runner.then = [this] { m_connection.handlerEnded(); };
        m_runner.start(m_script.run(m_connection, m_wheel, m_script));
    }
    void clientGone() override
    {
        ++m_script.gone;
        m_runner.cancel();
    }
    void stopNow() override
    {
        m_connection.breakOff();
        m_runner.cancel();
    }

private:
    ServerConnection& m_connection;
    TimerWheel& m_wheel;
    Script& m_script;
    Runner m_runner;
};

} // namespace

void passOverLoopback()
{
    QTcpServer server;
    CHECK(server.listen(QHostAddress::LocalHost));
    QTcpSocket sender;
    sender.connectToHost(server.serverAddress(), server.serverPort());
    CHECK(waitFor([&] { return server.hasPendingConnections() && sender.state() == QAbstractSocket::ConnectedState; }));
    const QTcpSocket* const receiver = server.nextPendingConnection();
    for (int arrived = 1; receiver && arrived <= 2; ++arrived) { // the second one in a later iteration of the event loop
        sender.write("x");
        sender.flush();
        CHECK(waitFor([&] { return receiver->bytesAvailable() == arrived; }));
    }
}

void resetNow(QTcpSocket& socket)
{
#ifdef Q_OS_UNIX
    const linger atOnce{1, 0};
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
#endif
    socket.abort();
}

void say(QTcpSocket& socket, std::string_view answer, End end, bool slowly)
{
    const QPointer<QTcpSocket> alive(&socket); // the other side may hang up before the end
    for (std::size_t at = 0; slowly && at < answer.size(); ++at) {
        socket.write(answer.data() + at, 1);
        socket.flush();
        QCoreApplication::processEvents();
        if (!alive || !socket.isValid())
            return;
    }
    if (!slowly) {
        socket.write(answer.data(), static_cast<qint64>(answer.size()));
        socket.flush();
    }
    if (end == End::Close)
        socket.disconnectFromHost();
    if (end == End::Reset) {
        // The bytes have to be read before the reset makes the kernel drop them.
        passOverLoopback();
        if (alive)
            resetNow(socket);
    }
}

Task<> echo(ServerConnection& connection, TimerWheel& wheel, Script& script)
{
    Until body(connection.waitPoint(), wheel, Milliseconds{kPatience_ms}, [&] { return connection.bodyReady(); });
    const Wait wait = co_await body;
    Result<QByteArray> taken = connection.takeBody();
    Headers headers;
    headers.add("Content-Type", "text/plain");
    if (wait == Wait::Timeout || !taken) {
        const Error error = taken ? Error{} : taken.error();
        script.errors.emplace_back(error.code());
        connection.respond(error.httpStatus(), headers, QByteArray::fromStdString(std::string(error.code())));
        co_return;
    }
    if (taken->capacity() < taken->size() + (taken->isEmpty() ? 0 : ServerConnection::kJsonPadding))
        script.errors.emplace_back("no room behind the body");
    script.bodies.push_back(taken->toStdString());
    const RequestHead& head = connection.request();
    const std::string text = head.method + " " + head.host + " " + head.path
        + (head.query.empty() ? "" : "?" + head.query) + "|" + taken->toStdString();
    connection.respond(200, headers, QByteArray::fromStdString(text));
}

Task<> answerEarly(ServerConnection& connection, TimerWheel&, Script&)
{
    const Headers headers;
    const QByteArray body("no");
    connection.respond(401, headers, body);
    co_return;
}

Gateway::Gateway(decltype(Script::run) run, ServerLimits limits, std::optional<QSslConfiguration> tls)
{
    script.run = std::move(run);
    context.limits = limits;
    context.wheel = &wheel;
    context.budget = &budget;
    context.uploads = &uploads;
    context.makeHandler = [this](ServerConnection& connection) {
        return std::make_unique<ScriptedHandler>(connection, wheel, script);
    };
    context.errorBody = [](const Error& error, const RequestHead&, Headers& headers) {
        headers.add("Content-Type", "text/plain");
        headers.add("x-signalbox-error", error.code());
        return QByteArray::fromStdString(std::string(error.code()));
    };
    listener = std::make_unique<Listener>(context, nullptr);
    ListenAt at;
    at.address = "127.0.0.1";
    at.tls = std::move(tls);
    const Result<void> listening = listener->listen(at);
    if (!listening)
        FAIL(listening.error().text());
}

Gateway::~Gateway() { listener.reset(); }

Client::Client(quint16 port, std::optional<QSslConfiguration> tls)
    : socket(tls ? std::make_unique<QSslSocket>() : std::make_unique<QTcpSocket>())
{
    QObject::connect(socket.get(), &QTcpSocket::readyRead, socket.get(), [this] { read(); });
    QObject::connect(socket.get(), &QTcpSocket::disconnected, socket.get(), [this] {
        read();
        closed = true;
    });
    if (auto* const secure = qobject_cast<QSslSocket*>(socket.get())) {
        secure->setSslConfiguration(*tls);
        secure->connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
        REQUIRE(waitFor([&] { return secure->isEncrypted(); }));
    } else {
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        REQUIRE(waitFor([&] { return socket->state() == QAbstractSocket::ConnectedState; }));
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

Client::~Client() { socket->disconnect(); }

void Client::read()
{
    if (!m_reading || !socket->isOpen())
        return;
    const QByteArray bytes = socket->readAll();
    total += bytes.size();
    if (keep)
        received += bytes;
}

void Client::send(const QByteArray& bytes)
{
    socket->write(bytes);
    socket->flush();
}

void Client::sendSlowly(const QByteArray& bytes)
{
    for (const char c : bytes) {
        if (closed)
            return;
        send(QByteArray(1, c));
        QCoreApplication::processEvents();
    }
}

bool Client::waitForClose()
{
    return waitFor([&] { return closed; });
}

bool Client::waitForText(const char* text)
{
    return waitFor([&] { return received.contains(text) || closed; }) && received.contains(text);
}

void Client::setReading(bool on)
{
    m_reading = on;
    socket->setReadBufferSize(on ? 0 : 4096);
    if (on)
        read();
}

namespace {

std::optional<QByteArray> unchunk(QByteArray& bytes)
{
    QByteArray body;
    for (;;) {
        const qsizetype end = bytes.indexOf("\r\n");
        if (end < 0)
            return std::nullopt;
        const qsizetype size = bytes.left(end).toLongLong(nullptr, 16);
        bytes.remove(0, end + 2);
        if (size == 0) {
            const qsizetype trailers = bytes.startsWith("\r\n") ? 0 : bytes.indexOf("\r\n\r\n") + 2;
            bytes.remove(0, trailers + 2);
            return body;
        }
        if (bytes.size() < size + 2)
            return std::nullopt;
        body += bytes.left(size);
        bytes.remove(0, size + 2);
    }
}

QByteArray headerOf(const QByteArray& head, const QByteArray& name)
{
    for (const QByteArray& line : head.split('\n'))
        if (line.toLower().startsWith(name + ":"))
            return line.mid(name.size() + 1).trimmed();
    return {};
}

} // namespace

std::vector<Received> answersIn(QByteArray bytes, bool toHead)
{
    std::vector<Received> answers;
    while (!bytes.isEmpty()) {
        Received answer;
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        answer.head = bytes.left(end < 0 ? bytes.size() : end + 2);
        answer.status = answer.head.mid(9, 3).toInt();
        bytes.remove(0, end < 0 ? bytes.size() : end + 4);
        if (end < 0) {
            answers.push_back(answer);
            break;
        }
        const QByteArray length = headerOf(answer.head, "content-length");
        if (toHead || answer.status / 100 == 1 || answer.status == 204 || answer.status == 304) {
            answer.whole = true;
        } else if (headerOf(answer.head, "transfer-encoding") == "chunked") {
            const auto body = unchunk(bytes);
            answer.whole = body.has_value();
            answer.body = body.value_or(QByteArray());
            if (!body)
                bytes.clear();
        } else if (!length.isEmpty()) {
            answer.body = bytes.left(length.toLongLong());
            answer.whole = answer.body.size() == length.toLongLong();
            bytes.remove(0, length.toLongLong());
        } else {
            answer.body = std::exchange(bytes, {});
            answer.whole = true;
        }
        answers.push_back(answer);
    }
    return answers;
}

Upstream::Upstream(Answer answer, std::optional<QSslConfiguration> tls)
    : m_answer(std::move(answer)), m_tls(std::move(tls))
{
    REQUIRE(listen(QHostAddress::LocalHost));
}

Origin Upstream::origin() const
{
    Origin origin;
    origin.isSecure = m_tls.has_value();
    origin.host = "127.0.0.1";
    origin.port = serverPort();
    return origin;
}

void Upstream::incomingConnection(qintptr descriptor)
{
    ++connections;
    if (!m_tls) {
        auto* const socket = new QTcpSocket(this);
        socket->setSocketDescriptor(descriptor);
        serve(socket);
        return;
    }
    auto* const socket = new QSslSocket(this);
    socket->setSocketDescriptor(descriptor);
    socket->setSslConfiguration(*m_tls);
    serve(socket);
    socket->startServerEncryption();
}

void Upstream::serve(QTcpSocket* socket)
{
    sockets.push_back(socket);
    const auto buffer = std::make_shared<QByteArray>();
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        ++closed;
        std::erase(sockets, socket);
        socket->deleteLater();
    });
    // Queued because a script may run the event loop: not from within the socket's own signal,
    // which would find the socket gone if the other side hangs up meanwhile.
    const QPointer<QTcpSocket> alive(socket);
    const auto onReadyRead = [this, socket, buffer, alive] {
        if (!alive)
            return;
        buffer->append(socket->readAll());
        for (;;) {
            const qsizetype end = buffer->indexOf("\r\n\r\n");
            if (end < 0)
                return;
            const qsizetype length = headerOf(buffer->left(end + 2), "content-length").toLongLong();
            if (buffer->size() < end + 4 + length)
                return;
            const QByteArray request = buffer->left(end + 4 + length);
            buffer->remove(0, request.size());
            const int index = requests++;
            m_answer(*socket, request, index);
            if (!alive || socket->state() != QAbstractSocket::ConnectedState)
                return;
        }
    };
    connect(socket, &QTcpSocket::readyRead, this, onReadyRead, Qt::QueuedConnection);
}

Task<> fetch(UpstreamPool& pool, TimerWheel& wheel, Origin origin, KeepAlive keepAlive, QByteArray request,
             Outcome& out)
{
    Lease lease = pool.acquire(origin, keepAlive);
    UpstreamConnection& connection = *lease;
    out.reused = connection.wasReused();
    connection.send({Slice(request)});
    const Milliseconds limit{kPatience_ms};
    Until connected(connection.waitPoint(), wheel, limit, [&] { return connection.connectReady(); });
    Wait wait = co_await connected;
    out.connected = wait == Wait::Ready && !connection.failure();
    if (wait == Wait::Ready) {
        Until head(connection.waitPoint(), wheel, limit, [&] { return connection.headReady(); });
        wait = co_await head;
    }
    if (wait == Wait::Ready && !connection.failure())
        out.head = connection.head();
    bool more = wait == Wait::Ready && !connection.failure();
    while (more) {
        Until news(connection.waitPoint(), wheel, limit, [&] { return connection.pieceReady(); });
        wait = co_await news;
        const std::string_view piece = connection.piece();
        out.body.append(piece);
        out.pieces += piece.empty() ? 0 : 1;
        more = wait == Wait::Ready && !piece.empty();
    }
    out.timedOut = wait == Wait::Timeout;
    out.complete = connection.isComplete();
    if (out.head.status != 0)
        out.head = connection.head(); // data after the body must not appear in it
    if (connection.failure())
        out.failure = *connection.failure();
    out.anyByte = connection.anyByteReceived();
    out.stale = connection.wasStale();
    out.isOver = true;
}

Outcome fetchOnce(UpstreamPool& pool, TimerWheel& wheel, const Origin& origin, const KeepAlive& keepAlive,
                  const QByteArray& request)
{
    Outcome out;
    Runner runner;
    runner.start(fetch(pool, wheel, origin, keepAlive, request, out));
    REQUIRE(waitFor([&] { return runner.isOver(); }));
    return out;
}

Certificates::Certificates()
{
    const tests::CertificateAuthority authority;
    const auto write = [&](const char* name, const std::string& text) {
        QFile file(m_folder.filePath(QString::fromUtf8(name)));
        REQUIRE(file.open(QIODevice::WriteOnly));
        REQUIRE(file.write(QByteArray::fromStdString(text)) > 0);
    };
    const tests::Identity server = authority.issue();
    const tests::Identity other = authority.issue({.names = "DNS:elsewhere.example"});
    write("ca.pem", authority.certificate());
    write("server.pem", server.certificate);
    write("server.key", server.key);
    write("other.pem", other.certificate);
    write("other.key", other.key);
}

std::string Certificates::authorityFile() const { return m_folder.filePath(QStringLiteral("ca.pem")).toStdString(); }

QSslConfiguration Certificates::serverConfiguration(const char* name) const
{
    const QString base = m_folder.filePath(QString::fromUtf8(name));
    QFile key(base + QStringLiteral(".key"));
    REQUIRE(key.open(QIODevice::ReadOnly));
    const QByteArray pem = key.readAll();
    QSslKey read(pem, QSsl::Ec);
    if (read.isNull())
        read = QSslKey(pem, QSsl::Rsa);
    REQUIRE_FALSE(read.isNull());
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(base + QStringLiteral(".pem")));
    configuration.setPrivateKey(read);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

QSslConfiguration Certificates::clientConfiguration() const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromPath(QString::fromStdString(authorityFile())));
    return configuration;
}

} // namespace gateway::http::test
