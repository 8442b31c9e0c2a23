#include "fake_upstream.h"

#include "fake_connection.h"
#include "fake_state.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QThread>

#include <openssl/crypto.h>

#include <algorithm>
#include <cstddef>

namespace tests {

namespace {

constexpr int kBacklog = 1024;
constexpr std::string_view kBearer = "Bearer ";

/// Accepts plain or TLS connections. Lives in the fake's thread.
class Server final : public QTcpServer {
public:
    explicit Server(std::shared_ptr<FakeState> state)
        : m_state(std::move(state))
    {
        setListenBacklogSize(kBacklog);
        setMaxPendingConnections(kBacklog);
        if (const auto& identity = m_state->options.identity) {
            m_tls = QSslConfiguration::defaultConfiguration();
            m_tls.setLocalCertificate(QSslCertificate(QByteArray::fromStdString(identity->certificate)));
            m_tls.setPrivateKey(QSslKey(QByteArray::fromStdString(identity->key), QSsl::Ec));
            m_tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        }
    }

    template <class Call> void forEach(Call call)
    {
        for (auto* connection : findChildren<FakeConnection*>(Qt::FindDirectChildrenOnly))
            call(connection);
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        if (!m_state->options.identity) {
            auto* socket = new QTcpSocket(this);
            if (socket->setSocketDescriptor(descriptor))
                new FakeConnection(socket, m_state, this);
            else
                delete socket;
            return;
        }
        auto* socket = new QSslSocket(this);
        if (!socket->setSocketDescriptor(descriptor)) {
            delete socket;
            return;
        }
        socket->setSslConfiguration(m_tls);
        new FakeConnection(socket, m_state, this);
        socket->startServerEncryption();
    }

private:
    std::shared_ptr<FakeState> m_state;
    QSslConfiguration m_tls;
};

} // namespace

std::string RecordedRequest::bearer() const
{
    const auto value = header("Authorization");
    return value && value->starts_with(kBearer) ? value->substr(kBearer.size()) : std::string();
}

class FakeUpstream::Private {
public:
    std::shared_ptr<FakeState> state;
    QThread thread;
    Server* server = nullptr; // lives in `thread`
    int port = 0;

    template <class Call> void inThread(Call call, Qt::ConnectionType type)
    {
        QMetaObject::invokeMethod(server, std::move(call), type);
    }
};

FakeUpstream::FakeUpstream()
    : FakeUpstream(Options{})
{
}

FakeUpstream::FakeUpstream(const Options& options)
    : d(std::make_unique<Private>())
{
    d->state = std::make_shared<FakeState>(options);
    d->server = new Server(d->state);
    d->server->moveToThread(&d->thread);
    d->thread.setObjectName(QStringLiteral("fake upstream"));
    d->thread.start();
    d->inThread(
        [this, options] {
            const QHostAddress address(QString::fromStdString(options.address));
            if (d->server->listen(address, static_cast<quint16>(options.port)))
                d->port = d->server->serverPort();
        },
        Qt::BlockingQueuedConnection);
}

FakeUpstream::~FakeUpstream()
{
    // Everything is deleted within the thread: the process may be exiting
    // by then, and a leak check would report what the thread still holds.
    d->inThread(
        [this] {
            delete d->server;
            OPENSSL_thread_stop();
            d->thread.quit();
        },
        Qt::QueuedConnection);
    d->thread.wait();
}

int FakeUpstream::port() const { return d->port; }

std::string FakeUpstream::origin() const
{
    const auto& options = d->state->options;
    const bool isV6 = options.address.find(':') != std::string::npos;
    return (options.identity ? "https://" : "http://") + (isV6 ? "[" + options.address + "]" : options.address) + ":"
        + std::to_string(d->port);
}

void FakeUpstream::setDefault(std::string_view text) { setDefault(behaviourOrAbort(text)); }

void FakeUpstream::setDefault(const Behaviour& behaviour)
{
    d->state->change([&](FakeState& s) { s.defaults = behaviour; });
}

void FakeUpstream::onModel(const std::string& model, std::string_view text) { onModel(model, behaviourOrAbort(text)); }

void FakeUpstream::onModel(const std::string& model, const Behaviour& behaviour)
{
    d->state->change([&](FakeState& s) { s.byModel[model] = behaviour; });
}

void FakeUpstream::onKey(const std::string& key, std::string_view text)
{
    d->state->change([&](FakeState& s) { s.byKey[key] = behaviourOrAbort(text); });
}

void FakeUpstream::onCall(const std::string& call, const Behaviour& behaviour)
{
    d->state->change([&](FakeState& state) { state.byCall[call] = behaviour; });
}

void FakeUpstream::script(const std::vector<std::string>& texts)
{
    d->state->change([&](FakeState& s) {
        for (const auto& text : texts)
            s.script.push_back(behaviourOrAbort(text));
    });
}

void FakeUpstream::step(int count)
{
    d->state->change([&](FakeState& s) { s.permits += count; });
    d->inThread(
        [server = d->server] { server->forEach([](FakeConnection* c) { c->permitted(); }); }, Qt::QueuedConnection);
}

void FakeUpstream::closeIdle()
{
    d->inThread([server = d->server] { server->forEach([](FakeConnection* c) { c->closeIfIdle(); }); },
        Qt::BlockingQueuedConnection);
}

void FakeUpstream::stopListening()
{
    d->inThread([server = d->server] { server->close(); }, Qt::BlockingQueuedConnection);
}

std::vector<RecordedRequest> FakeUpstream::requests() const
{
    return d->state->read([](const FakeState& s) { return s.chatRequests(); });
}

std::vector<RecordedRequest> FakeUpstream::allRequests(std::size_t from) const
{
    return d->state->read([from](const FakeState& s) {
        return std::vector(s.requests.begin() + static_cast<std::ptrdiff_t>(std::min(from, s.requests.size())), s.requests.end());
    });
}

int FakeUpstream::connections() const
{
    return d->state->read([](const FakeState& s) { return s.taken; });
}

int FakeUpstream::openConnections() const
{
    return d->state->read([](const FakeState& s) { return s.open; });
}

bool FakeUpstream::waitFor(const std::function<bool(const std::vector<RecordedRequest>&)>& holds, int limit_ms) const
{
    return d->state->wait([&](const FakeState& s) { return holds(s.chatRequests()); }, limit_ms);
}

bool FakeUpstream::waitForRequests(std::size_t count, int limit_ms) const
{
    return d->state->wait([&](const FakeState& s) { return s.chats.size() >= count; }, limit_ms);
}

bool FakeUpstream::waitForEnd(std::size_t index, RecordedRequest::End end, int limit_ms) const
{
    return d->state->wait(
        [&](const FakeState& s) { return s.chats.size() > index && s.requests[s.chats[index]].end == end; }, limit_ms);
}

bool FakeUpstream::waitForConnections(int open, int limit_ms) const
{
    return d->state->wait([&](const FakeState& s) { return s.open == open; }, limit_ms);
}

int unusedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost, 0);
    return server.serverPort();
}

} // namespace tests
