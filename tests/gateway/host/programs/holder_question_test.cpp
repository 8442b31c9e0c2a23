#include "gateway/host/programs/holder_question.h"

#include "catch.h"
#include "dead_port.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <future>
#include <memory>
#include <thread>

using gateway::host::askedPortHolder;
using gateway::host::askHolder;
using gateway::host::HolderAnswer;
using gateway::host::PortHolder;
using From = HolderAnswer::From;

namespace {

constexpr int kEnough_ms = 20000;
constexpr int kBetweenPieces_ms = 10;
constexpr int kBound_ms = 25000; // half a second is allowed; without a limit, Qt waits for 30 s

const std::string kOurs = R"({"status":"ok","version":"0.1.0","usable_providers":1,"resting":0})";

std::string whole(const std::string& head, const std::string& body)
{
    return head + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

std::string jsonAnswer(const std::string& body) { return whole("HTTP/1.1 200 OK\r\nContent-Type: application/json", body); }

/// Listens on a real socket in its own thread, accepts one request and handles it with the given function.
class Listener {
public:
    using Answer = std::function<void(QTcpSocket&)>;

    explicit Listener(Answer answer, QHostAddress address = QHostAddress::LocalHost)
        : m_answer(std::move(answer)), m_address(std::move(address)), m_thread([this] { serve(); })
    {
        m_port = m_listening.get_future().get();
    }
    explicit Listener(const std::string& bytes, QHostAddress address = QHostAddress::LocalHost)
        : Listener(
            [bytes](QTcpSocket& socket) {
                socket.write(QByteArray::fromStdString(bytes));
                socket.disconnectFromHost();
                if (socket.state() != QAbstractSocket::UnconnectedState)
                    socket.waitForDisconnected(kEnough_ms);
            },
            std::move(address))
    {
    }
    ~Listener()
    {
        QTcpSocket last; // may not have received anything
        last.connectToHost(m_address, static_cast<quint16>(m_port));
        last.waitForConnected(kEnough_ms);
        last.abort();
        join();
    }

    int port() const { return m_port; } ///< 0: this machine does not have the address
    const QByteArray& request()
    {
        join();
        return m_request;
    }
    /// Whether the client disconnected first; otherwise this side did, when its patience was over.
    bool wasLeft()
    {
        join();
        return m_wasLeft;
    }

private:
    void serve()
    {
        QTcpServer server;
        server.listen(m_address, 0);
        m_listening.set_value(server.serverPort());
        if (!server.isListening() || !server.waitForNewConnection(kEnough_ms))
            return;
        const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
        while (!m_request.endsWith("\r\n\r\n") && socket->waitForReadyRead(kEnough_ms))
            m_request += socket->readAll();
        m_answer(*socket);
        m_wasLeft = socket->state() != QAbstractSocket::ConnectedState;
    }
    void join()
    {
        if (m_thread.joinable())
            m_thread.join();
    }

    const Answer m_answer;
    const QHostAddress m_address;
    QByteArray m_request;
    bool m_wasLeft = false;
    std::promise<int> m_listening;
    int m_port = 0;
    std::thread m_thread;
};

/// Until the client disconnects.
void waitForEnd(QTcpSocket& socket)
{
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(kEnough_ms))
        socket.readAll();
}

} // namespace

TEST_CASE("recognises Signalbox on a port by its health answer")
{
    struct Row {
        const char* name;
        std::string answer;
        HolderAnswer expected;
    };
    const HolderAnswer another{From::AnotherProgram};
    const auto row = GENERATE_COPY(values<Row>({
        {"ours", jsonAnswer(kOurs), {From::Signalbox, "0.1.0"}},
        {"paused", jsonAnswer(R"({"status":"paused","version":"12.4.1-rc.2+7","usable_providers":0,"resting":3})"), {From::Signalbox, "12.4.1-rc.2+7"}},
        {"in chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n42\r\n" + kOurs + "\r\n0\r\n\r\n", {From::Signalbox, "0.1.0"}},
        {"until it closes", "HTTP/1.0 200 OK\r\n\r\n" + kOurs, {From::Signalbox, "0.1.0"}},
        {"not found", whole("HTTP/1.1 404 Not Found", "nothing here"), another},
        {"not found, with our words", whole("HTTP/1.1 404 Not Found", kOurs), another},
        {"a redirect to one", whole("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:8080/health", kOurs), another},
        {"a page", whole("HTTP/1.1 200 OK\r\nContent-Type: text/html", "<!doctype html><title>Router</title>"), another},
        {"the health of another program", jsonAnswer(R"({"status":"ok","version":"1.2"})"), another},
        {"a list", jsonAnswer(R"(["status","version","usable_providers"])"), another},
        {"no text for a version", jsonAnswer(R"({"status":"ok","version":1,"usable_providers":1})"), another},
        {"an empty version", jsonAnswer(R"({"status":"ok","version":"","usable_providers":1})"), another},
        {"words for a version", jsonAnswer(R"({"status":"ok","version":"1. Call 555 now","usable_providers":1})"), another},
        {"a page for a version", jsonAnswer(R"({"status":"ok","version":")" + std::string(33, '1') + R"(","usable_providers":1})"), another},
        {"no HTTP", "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", another},
        {"a cut head", "HTTP/1.1 200 OK\r\nContent-", another},
        {"nothing", "", {}},
    }));
    CAPTURE(row.name);
    Listener listener(row.answer);
    const HolderAnswer answer = askHolder(listener.port());
    CHECK(answer.from == row.expected.from);
    CHECK(answer.version == row.expected.version);
}

TEST_CASE("probes the holder of a port without a key or a proxy")
{
    QNetworkProxy::setApplicationProxy({QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), 1});
    Listener listener(jsonAnswer(kOurs));
    const HolderAnswer answer = askHolder(listener.port());
    QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
    CHECK(answer.from == From::Signalbox);
    CHECK(listener.request()
        == "GET /health HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(listener.port())
            + "\r\nUser-Agent: signalbox/" SIGNALBOX_VERSION "\r\nAccept: application/json\r\nConnection: close\r\n\r\n");
}

TEST_CASE("probes a Signalbox that listens only on the other loopback address")
{
    Listener listener(jsonAnswer(kOurs), QHostAddress::LocalHostIPv6);
    if (listener.port() == 0)
        return; // no IPv6 on this machine
    CHECK(askHolder(listener.port()) == HolderAnswer{From::Signalbox, "0.1.0"});
    CHECK(listener.request().contains("\r\nHost: [::1]:" + QByteArray::number(listener.port()) + "\r\n"));
}

TEST_CASE("probing the holder of a port ends within its time limit")
{
    SECTION("no answer")
    {
        Listener listener(waitForEnd);
        CHECK(askHolder(listener.port()) == HolderAnswer{});
        CHECK(listener.wasLeft());
    }
    SECTION("connection kept open after the answer")
    {
        Listener listener([](QTcpSocket& socket) {
            socket.write(QByteArray::fromStdString(jsonAnswer(kOurs)));
            waitForEnd(socket);
        });
        CHECK(askHolder(listener.port()).from == From::Signalbox);
        CHECK(listener.wasLeft());
    }
    SECTION("endless answer")
    {
        const bool isFast = GENERATE(true, false);
        const bool isHttp = GENERATE(true, false);
        Listener listener([isFast, isHttp](QTcpSocket& socket) {
            const QDeadlineTimer patience(kEnough_ms);
            socket.write(isHttp ? "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" : "");
            const QByteArray piece(isFast ? 16384 : 1, 'x');
            while (socket.state() == QAbstractSocket::ConnectedState && !patience.hasExpired() && socket.write(piece) > 0 && socket.waitForBytesWritten(kEnough_ms))
                if (!isFast)
                    socket.waitForReadyRead(kBetweenPieces_ms);
        });
        CHECK(askHolder(listener.port()).from == From::AnotherProgram);
        CHECK(listener.wasLeft());
    }
#ifdef Q_OS_LINUX
    SECTION("connection never accepted")
    {
        const tests::DeadPort port(tests::DeadPort::Kind::Hangs);
        REQUIRE(port.port() > 0);
        QElapsedTimer taken;
        taken.start();
        CHECK(askHolder(port.port()) == HolderAnswer{});
        CHECK(taken.elapsed() < kBound_ms); // no event of this machine ends such an attempt sooner
    }
#endif
}

TEST_CASE("probes neither its own process nor a released port")
{
    QTcpServer server; // never accepts: probing it would take time
    REQUIRE(server.listen(QHostAddress::LocalHost));
    const int port = server.serverPort();
    const auto holder = askedPortHolder(port);
    CHECK_FALSE(server.waitForNewConnection(0));
#ifdef Q_OS_LINUX
    REQUIRE(holder);
    CHECK(holder->answer == HolderAnswer{});
#endif
    server.close();
    CHECK_FALSE(askedPortHolder(port));
}

TEST_CASE("judges by the program name only if the port gave no answer")
{
    struct Row {
        PortHolder holder;
        bool isSignalbox;
    };
    const auto row = GENERATE(values<Row>({
        {{99, "signalboxd"}, true},
        {{99, "signalbox"}, true},
        {{99, "nginx"}, false},
        {{99, "signalboxd", "", {From::AnotherProgram}}, false},
        {{99, "xyz", "", {From::Signalbox, "0.1.0"}}, true},
        {{0, "", "", {From::Signalbox, "0.1.0"}}, true},
        {{0, "", "", {From::AnotherProgram}}, false},
        {{}, false},
    }));
    CAPTURE(row.holder.pid, row.holder.program);
    CHECK(row.holder.isSignalbox() == row.isSignalbox);
}
