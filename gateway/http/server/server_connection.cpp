#include "server_connection_private.h"

#include "ended_handlers.h"
#include "request_rules.h"

#include "gateway/core/log.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHostAddress>

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::http {

namespace {

/// Bytes buffered from a client that sends further requests while it waits for its response. The rest stays with the
/// system.
constexpr std::size_t kMostPipelined = 4 * 1024 * 1024;
constexpr std::int64_t kDrainedBelow = 256 * 1024;
/// How long a client that is still sending may take to read an error response. If the connection were closed at once, a
/// reset could overtake the response. Source: RFC 9112 §9.6.
constexpr int kLinger_ms = 2000;
/// Bytes read from it meanwhile, beyond a body of the maximum size: enough for a body that is slightly too large, but
/// bounded.
constexpr std::int64_t kMostDiscarded = 16 * 1024 * 1024;
/// How long the last bytes may make no progress.
constexpr int kStalledClose_ms = 10000;

/// Bodies up to this size are not counted: with the maximum number of connections they take 160 MB.
constexpr std::uint64_t kSmallBody = 16 * 1024;
/// Cost of a request besides the bytes of its header, in bytes that are only copied: see `Transport::spend()`.
constexpr std::size_t kRequestCost = 16 * 1024;

/// "::ffff:127.0.0.1" is an IPv4 address, too.
QHostAddress plainAddress(const ConnectionEnd& end)
{
    const QHostAddress address(end.address.data());
    bool isIPv4 = false;
    const QHostAddress v4(address.toIPv4Address(&isIPv4));
    return isIPv4 ? v4 : address;
}

Error requestTimeout(const char* words)
{
    Error error;
    error.kind = ErrorKind::RequestTimeout;
    error.message = Sentence::of(words);
    return error;
}

} // namespace

ServerConnection::Private::Private(ServerConnection* connection, std::unique_ptr<SocketTransport> itsTransport,
                                   bool isSecure, const ServerContext& context)
    : transport(std::move(itsTransport))
    , writer(*transport)
    , reader(*transport, isSecure)
    , m_connection(connection)
    , m_context(context)
{
    const QHostAddress peer = plainAddress(transport->ends().peer);
    m_peer = peer.toString().toStdString();
    m_isLoopback = peer.isLoopback();
    m_isThisMachine = m_isLoopback || transport->ends().peer.address == transport->ends().own.address;
    transport->setUser(this);
    reader.begin(context.limits.maxHeaderBytes);
    limit(context.limits.idle_ms);
}

// The handler first: its frames contain waiters on the members below.
ServerConnection::Private::~Private()
{
    m_handler.reset();
    endUpload();
}

void ServerConnection::Private::limit(int milliseconds) { m_context.wheel->add(*this, Milliseconds{milliseconds}); }

/// Limits both long pauses and a very slow rate.
void ServerConnection::Private::limitBody()
{
    const ServerLimits& limits = m_context.limits;
    const Milliseconds pause{limits.body_ms};
    const Milliseconds earned{static_cast<std::int64_t>(reader.received() * 1000)
                              / std::max(limits.bodyBytesPerSecond, 1)};
    m_context.wheel->addUntil(*this, std::min(std::chrono::steady_clock::now() + pause, m_bodyBegun + pause + earned));
}

void ServerConnection::Private::onReadable()
{
    switch (m_phase) {
    case Phase::Idle:
        if (m_awaitsDrain)
            return; // further data stays with the system
        [[fallthrough]];
    case Phase::Head:
        readRequest();
        return;
    case Phase::Exchange:
        readBody();
        watchPipelined();
        point.wake();
        return;
    case Phase::Closing:
        discard();
        return;
    case Phase::Gone:
        return;
    }
}

void ServerConnection::Private::readRequest()
{
    const bool done = reader.readHead();
    if (!done) {
        if (m_phase == Phase::Idle && reader.hasBegun()) {
            m_phase = Phase::Head;
            limit(m_context.limits.head_ms); // for the whole header: single bytes do not extend it
        }
        return;
    }
    unlink();
    if (reader.error())
        refuse(*reader.error());
    else
        startExchange();
}

void ServerConnection::Private::startExchange()
{
    RequestHead& head = reader.head();
    head.isLoopback = m_isLoopback;
    head.isThisMachine = m_isThisMachine;
    head.peer = m_peer;
    head.asksForWebSocket = asksForWebSocket(head.headers);
    m_phase = Phase::Exchange;
    m_handlerEnded = false;
    m_caller = m_peer;
    transport->spend(kRequestCost);
    transport->watchEnd(true);
    writer.begin(head.method == "HEAD", reader.isHttp11());
    reader.beginBody(m_context.limits.maxBodyBytes, kJsonPadding); // a too long one is an error already
    if (!reader.isBodyDone() && !reader.error()) {
        m_bodyBegun = std::chrono::steady_clock::now();
        if (!reader.awaitsContinue())
            limitBody();
    }
    m_handler = m_context.makeHandler(*m_connection);
    m_handler->start();
}

void ServerConnection::Private::readBody()
{
    if (!reader.readBody())
        return;
    holdBody();
    if (reader.isBodyDone() || reader.error()) {
        unlink();
        endUpload();
    } else {
        limitBody();
    }
}

/// Only received bytes count, whatever length was announced.
void ServerConnection::Private::holdBody()
{
    if (!m_context.budget || reader.error() || reader.received() <= kSmallBody)
        return;
    if (!m_share.isOfBudget())
        m_share = m_context.budget->shareOf(m_caller);
    if (!m_upload)
        m_upload = m_context.uploads->add(*this);
    const Result<void> held = m_context.uploads->hold(m_share, static_cast<std::int64_t>(reader.received()), this, std::chrono::steady_clock::now());
    if (!held) {
        reader.fail(held.error(), true);
        m_share = {};
    }
}

void ServerConnection::Private::giveWay(const Error& why)
{
    reader.fail(why);
    m_share = {};
    unlink();
    QMetaObject::invokeMethod(m_connection, [this] { point.wake(); }, Qt::QueuedConnection);
}

void ServerConnection::Private::endUpload()
{
    if (m_upload)
        m_context.uploads->remove(*std::exchange(m_upload, std::nullopt));
}

void ServerConnection::Private::chargeTo(std::string_view caller)
{
    if (caller == m_caller)
        return;
    m_caller = caller;
    if (m_share.isOfBudget()) {
        m_share = m_context.budget->shareOf(m_caller);
        holdBody();
    }
}

// Detects the client's end after the data it sent. Source: RFC 9112 §9.3.2.
void ServerConnection::Private::watchPipelined()
{
    if (reader.isBodyDone())
        transport->readAhead(kMostPipelined);
}

bool ServerConnection::Private::bodyReady()
{
    if (m_phase != Phase::Exchange)
        return true;
    if (!reader.isBodyDone() && !reader.error() && reader.awaitsContinue() && !writer.headWritten()) {
        reader.continued();
        writer.writeContinue();
        m_bodyBegun = std::chrono::steady_clock::now();
        limitBody();
    }
    readBody();
    return reader.isBodyDone() || reader.error() || m_phase != Phase::Exchange;
}

void ServerConnection::Private::finishExchange()
{
    std::unique_ptr<Handler> last = std::move(m_handler);
    if (m_phase == Phase::Gone) {
        last.reset();
        Q_EMIT m_connection->closed();
        return;
    }
    if (m_phase == Phase::Closing) // aborted: it is already closing
        return;
    unlink();
    endUpload();
    m_share = {};
    transport->watchEnd(false);
    const bool mayStay = writer.isWhole() && !writer.mustClose() && reader.isBodyDone() && !m_closeWhenIdle;
    if (mayStay)
        nextRequest(); // which does not wait for the cleanup of the last one
    else
        beginClose(!reader.isBodyDone() || transport->bytesAhead() > 0);
    if (m_context.ended)
        m_context.ended->add(std::move(last));
}

void ServerConnection::Private::stopNow()
{
    m_closeWhenIdle = true;
    if (m_phase == Phase::Exchange && !m_handlerEnded)
        m_handler->stopNow();
}

void ServerConnection::Private::abandon()
{
    if (m_phase == Phase::Exchange && !m_handlerEnded)
        m_handler->clientGone();
}

void ServerConnection::Private::nextRequest()
{
    m_phase = Phase::Idle;
    m_hasServed = true;
    reader.begin(m_context.limits.maxHeaderBytes);
    limit(m_context.limits.idle_ms);
    readPipelined();
}

// A pipelined request may be available; but a client that sends without reading its responses must wait.
void ServerConnection::Private::readPipelined()
{
    m_awaitsDrain = transport->pendingBytes() >= kDrainedBelow;
    transport->watchWritten(m_awaitsDrain);
    if (!m_awaitsDrain && !transport->isSpent()) // many small requests may be available already
        readRequest();
}

void ServerConnection::Private::watchDrain(bool on)
{
    m_wakesOnDrain = on;
    if (m_phase != Phase::Closing) // the closing phase tracks everything that is sent
        transport->watchWritten(on);
}

void ServerConnection::Private::onWritten()
{
    if (m_phase == Phase::Closing)
        onClosingProgress();
    else if (m_phase == Phase::Idle && m_awaitsDrain)
        readPipelined();
    else if (m_wakesOnDrain)
        point.wake();
}

// Written by the connection itself: no handler has seen the request.
void ServerConnection::Private::refuse(const Error& error)
{
    qCDebug(logHttp, "Request refused: %s", error.text().c_str());
    m_phase = Phase::Closing;
    Headers headers;
    const QByteArray body = m_context.errorBody ? m_context.errorBody(error, reader.head(), headers) : QByteArray();
    writer.begin(reader.head().method == "HEAD", reader.isHttp11());
    writer.writeHead(error.httpStatus(), headers, body.size(), false);
    writer.write(body);
    beginClose(true);
}

void ServerConnection::Private::beginClose(bool clientMaySend)
{
    if (m_phase == Phase::Gone)
        return;
    m_phase = Phase::Closing;
    transport->watchWritten(true);
    if (clientMaySend) {
        limit(kLinger_ms);
        onClosingProgress();
        discard();
    } else {
        hangUp();
    }
}

void ServerConnection::Private::hangUp()
{
    m_hungUp = true;
    limit(kStalledClose_ms);
    if (transport->pendingBytes() == 0)
        onClosed();
}

void ServerConnection::Private::onClosingProgress()
{
    if (m_phase != Phase::Closing || m_shutDown)
        return;
    if (transport->pendingBytes() > 0) {
        limit(kStalledClose_ms); // a slow reader does not count as stalled
    } else if (m_hungUp) {
        onClosed();
    } else if (transport->isOpen() && transport->endSending()) {
        m_shutDown = true;
        limit(kLinger_ms);
    }
}

void ServerConnection::Private::discard()
{
    std::array<char, 16 * 1024> buffer;
    while (const std::size_t count = transport->read(buffer.data(), buffer.size())) {
        m_discarded += static_cast<std::int64_t>(count);
        if (m_discarded > m_context.limits.maxBodyBytes + kMostDiscarded) {
            onClosed();
            return;
        }
    }
}

void ServerConnection::Private::onClosed()
{
    if (m_phase == Phase::Gone)
        return;
    const bool hadHandler = m_handler != nullptr;
    m_phase = Phase::Gone;
    m_hasLost = transport->pendingBytes() > 0;
    transport->close();
    unlink();
    if (hadHandler) {
        if (!m_handlerEnded)
            m_handler->clientGone();
        return; // `closed()` follows once the handler has ended
    }
    Q_EMIT m_connection->closed();
}

void ServerConnection::Private::expired()
{
    switch (m_phase) {
    case Phase::Idle:
        beginClose(false);
        return;
    case Phase::Head:
        refuse(requestTimeout(QT_TRANSLATE_NOOP("Error", "The request header did not arrive in time.")));
        return;
    case Phase::Exchange:
        reader.fail(requestTimeout(QT_TRANSLATE_NOOP("Error", "The request body did not arrive in time.")));
        point.wake();
        return;
    case Phase::Closing:
        if (m_hungUp || transport->pendingBytes() > 0)
            onClosed();
        else
            hangUp();
        return;
    case Phase::Gone:
        return;
    }
}

ServerConnection::ServerConnection(std::unique_ptr<SocketTransport> transport, bool isSecure,
                                   const ServerContext& context, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(transport), isSecure, context))
{
    if (d->transport->bytesAhead() > 0) // received together with the end of the TLS handshake
        QMetaObject::invokeMethod(this, [this] { d->onReadable(); }, Qt::QueuedConnection);
}

ServerConnection::~ServerConnection() = default;

const RequestHead& ServerConnection::request() const { return d->reader.head(); }
ConnectionEnds ServerConnection::ends() const { return d->transport->ends(); }
bool ServerConnection::hasClientLeft() const { return d->transport->hasPeerEnded(); }

const std::shared_ptr<void>& ServerConnection::note() const { return d->m_note; }
void ServerConnection::setNote(std::shared_ptr<void> note) { d->m_note = std::move(note); }
WaitPoint& ServerConnection::waitPoint() { return d->point; }
bool ServerConnection::bodyReady() { return d->bodyReady(); }

Result<QByteArray> ServerConnection::takeBody()
{
    if (!d->isOpen() && !d->reader.isBodyDone())
        return failure(ErrorKind::BadRequest, {QT_TRANSLATE_NOOP("Error", "The client closed the connection before the request was complete.")});
    return d->reader.takeBody();
}

void ServerConnection::chargeTo(std::string_view caller) { d->chargeTo(caller); }
BodyBudget::Share ServerConnection::takeShare() { return std::move(d->m_share); }

void ServerConnection::writeHead(int status, const Headers& headers, std::int64_t contentLength)
{
    if (d->isOpen())
        d->readBody(); // so that a response sent before the end of the body need not close the connection
    const bool keepAlive = d->reader.head().keepAlive && d->reader.isBodyDone() && !d->m_closeWhenIdle;
    d->writer.writeHead(status, headers, contentLength, keepAlive);
}

void ServerConnection::hold(std::string_view piece) { d->writer.hold(piece); }
void ServerConnection::write(std::string_view piece) { d->writer.write(piece); }
void ServerConnection::write(const QByteArray& piece) { d->writer.write(piece); }
void ServerConnection::finish(const Headers& trailers) { d->writer.finish(trailers); }

void ServerConnection::respond(int status, const Headers& headers, const QByteArray& body)
{
    writeHead(status, headers, body.size());
    d->writer.write(body);
    d->writer.finish({});
}

void ServerConnection::breakOff()
{
    d->writer.stop();
    if (d->m_phase == Private::Phase::Exchange)
        d->beginClose(!d->reader.isBodyDone());
}

std::int64_t ServerConnection::pendingBytes() const { return d->transport->pendingBytes(); }
bool ServerConnection::hasLost() const { return d->m_hasLost; }
bool ServerConnection::drained() const { return !d->isOpen() || pendingBytes() < kDrainedBelow; }

void ServerConnection::watchDrain(bool on) { d->watchDrain(on); }

void ServerConnection::handlerEnded()
{
    Q_ASSERT(!d->m_handlerEnded);
    d->m_handlerEnded = true;
    // In the next iteration, since the handler is on the stack; and independent of its timer.
    QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

void ServerConnection::customEvent(QEvent*) { d->finishExchange(); }

void ServerConnection::closeWhenIdle()
{
    d->m_closeWhenIdle = true;
    if (d->m_phase == Private::Phase::Idle || d->m_phase == Private::Phase::Head)
        d->beginClose(false);
}

void ServerConnection::closeAfterAnswer()
{
    if (isIdle() || d->m_phase == Private::Phase::Exchange)
        return closeWhenIdle();
    d->m_closeWhenIdle = true;
    if (d->m_phase == Private::Phase::Idle)
        d->limit(d->limits().head_ms);
}

void ServerConnection::stopNow() { d->stopNow(); }

void ServerConnection::abandon() { d->abandon(); }

bool ServerConnection::isIdle() const { return d->m_phase == Private::Phase::Idle && d->m_hasServed; }

} // namespace gateway::http
