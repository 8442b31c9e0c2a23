#include "socket_transport.h"

#include "socket_calls.h"

#include <QEvent>
#include <QNetworkProxy>
#include <QSocketNotifier>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::http {

namespace {

constexpr std::size_t kAheadRead = 16 * 1024;
/// Bytes passed to the system in one iteration, since it accepts as much as the peer reads meanwhile.
constexpr std::size_t kMostSentPerIteration = 1024 * 1024;

/// Truncates `pieces` after the first `most` bytes; returns their new size.
std::size_t cutOff(std::span<std::string_view> pieces, std::size_t most)
{
    std::size_t size = 0;
    for (std::string_view& piece : pieces) {
        piece = piece.substr(0, most - size);
        size += piece.size();
    }
    return size;
}

} // namespace

/// Calls directly instead of through a signal, which would cost as much as everything else.
class SocketTransport::Notifier final : public QSocketNotifier {
public:
    Notifier(SocketTransport& transport, qintptr descriptor, Type type)
        : QSocketNotifier(descriptor, type), m_transport(transport)
    {
    }

protected:
    bool event(QEvent* event) override
    {
        if (event->type() != QEvent::SockAct)
            return QSocketNotifier::event(event);
        if (!isEnabled())
            return true;
        if (type() == Read)
            m_transport.onReadEvent(); // may destroy the transport
        else if (type() == Write)
            m_transport.onWriteEvent();
        else
            m_transport.onEndEvent();
        return true;
    }

private:
    SocketTransport& m_transport;
};

qintptr takeConnection(QTcpSocket& socket)
{
    // Qt connects to a proxy over an internal socket; the descriptor of the visible one may be invalid. Both ends wait
    // for us to begin, so nothing was read yet.
    const QNetworkProxy::ProxyType proxy = socket.proxy().type();
    const bool isDirect = proxy == QNetworkProxy::NoProxy || proxy == QNetworkProxy::DefaultProxy;
    const QTcpSocket* const below = isDirect ? &socket : socket.findChild<QTcpSocket*>();
    const bool isFresh = below && socket.bytesAvailable() == 0 && below->bytesAvailable() == 0;
    const qintptr own = isFresh ? duplicateSocket(below->socketDescriptor()) : -1;
    socket.abort();
    return own;
}

SocketTransport::SocketTransport(qintptr descriptor)
    : m_descriptor(descriptor), m_ends(endsOf(descriptor)), m_scheduler(loopSchedulerOfThisThread())
{
    m_hasEnded = !prepareSocket(descriptor);
    m_readable = new Notifier(*this, descriptor, QSocketNotifier::Read);
}

SocketTransport::~SocketTransport() { SocketTransport::close(); }

void SocketTransport::close()
{
    if (m_descriptor == -1)
        return;
    for (Notifier* notifier : {std::exchange(m_readable, nullptr), std::exchange(m_writable, nullptr), std::exchange(m_ending, nullptr)}) {
        if (!notifier)
            continue;
        notifier->setEnabled(false); // before its descriptor is reused
        notifier->deleteLater();     // its event may be on the stack
    }
    if (std::exchange(m_isPutBack, false) && m_scheduler)
        m_scheduler->forget(*this);
    closeSocket(std::exchange(m_descriptor, -1));
    m_pending.clear();
    m_pendingBytes = 0;
}

void SocketTransport::setUser(TransportUser* user)
{
    m_user = user;
    if (!user && m_readable)
        m_readable->setEnabled(false);
    heedEnd();
}

SocketResult SocketTransport::receive(char* into, std::size_t room) { return receiveFrom(m_descriptor, into, room); }
SocketResult SocketTransport::transmit(std::span<const std::string_view> pieces) { return sendTo(m_descriptor, pieces); }

// Evaluates the result of a read; true if there are bytes.
bool SocketTransport::take(SocketResult result)
{
    m_mayHaveMore = m_mayHaveMore && result.kind == SocketResult::Kind::Some;
    m_hasEnded = result.kind == SocketResult::Kind::End || result.kind == SocketResult::Kind::Broken;
    m_wasReset = m_wasReset || result.kind == SocketResult::Kind::Broken;
    return result.kind == SocketResult::Kind::Some;
}

void SocketTransport::noteRead()
{
    m_hasRead = true;
    if (m_readable->isEnabled())
        return;
    m_readable->setEnabled(m_user != nullptr);
    heedEnd();
}

bool SocketTransport::hasPeerEnded() const { return m_descriptor == -1 || m_hasEnded || m_isBroken || http::hasPeerEnded(m_descriptor); }

void SocketTransport::watchEnd(bool on)
{
    m_isEndWatched = on;
    heedEnd();
}

// Reading reports the end.
void SocketTransport::heedEnd()
{
    const bool isWanted = m_isEndWatched && m_user && m_readable && !m_readable->isEnabled() && !m_isPutBack;
    if (isWanted && !m_ending)
        m_ending = new Notifier(*this, m_descriptor, QSocketNotifier::Exception);
    if (m_ending)
        m_ending->setEnabled(isWanted);
}

void SocketTransport::onEndEvent()
{
    m_hasEnded = true;
    tellClosed();
}

// The notifier would report the remaining data in every iteration.
bool SocketTransport::isSpent()
{
    if (m_allowance > 0)
        return false;
    if (m_descriptor == -1 || std::exchange(m_isPutBack, true))
        return true;
    m_readable->setEnabled(false);
    if (m_scheduler)
        m_scheduler->goOnLater(*this);
    else
        QTimer::singleShot(0, m_readable, [this, alive = std::weak_ptr(m_alive)] {
            if (!alive.expired())
                goOn();
        });
    return true;
}

void SocketTransport::goOn()
{
    m_isPutBack = false;
    if (m_descriptor != -1)
        onReadEvent(); // may destroy this object
}

std::size_t SocketTransport::read(char* into, std::size_t room)
{
    const bool hasAhead = m_aheadUsed < m_ahead.size();
    if (!hasAhead && (!m_mayHaveMore || m_hasEnded || m_descriptor == -1))
        return 0;
    if (room == 0 || isSpent())
        return 0;
    room = std::min(room, m_allowance);
    if (hasAhead) {
        const std::size_t count = m_ahead.copy(into, room, m_aheadUsed);
        m_aheadUsed += count;
        spend(count);
        if (m_aheadUsed == m_ahead.size()) {
            m_ahead = {};
            m_aheadUsed = 0;
        }
        return count;
    }
    noteRead();
    const SocketResult result = receive(into, room);
    if (take(result))
        m_mayHaveMore = mayHoldMore(result.count, room);
    spend(result.count);
    return result.count;
}

void SocketTransport::readAhead(std::size_t most)
{
    std::array<char, kAheadRead> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by the system
    if (m_descriptor == -1 || bytesAhead() >= most || (m_mayHaveMore && !m_hasEnded && isSpent()))
        return;
    noteRead();
    if (m_aheadUsed >= bytesAhead()) {
        m_ahead.erase(0, m_aheadUsed);
        m_aheadUsed = 0;
    }
    while (m_mayHaveMore && !m_hasEnded && bytesAhead() < most && !isSpent()) {
        const SocketResult result = receive(buffer.data(), buffer.size());
        if (!take(result))
            return;
        spend(result.count);
        m_mayHaveMore = mayHoldMore(result.count, buffer.size());
        m_ahead.append(buffer.data(), result.count);
    }
}

bool SocketTransport::isQuiet()
{
    if (m_mayHaveMore && isSpent())
        return false; // unknown
    if (m_mayHaveMore)
        readAhead(bytesAhead() + 1);
    return isOpen() && bytesAhead() == 0 && pendingBytes() == 0;
}

void SocketTransport::onReadEvent()
{
    if (!m_hasEnded) {
        m_mayHaveMore = true;
        m_hasRead = false;
        m_allowance = kMostPerIteration;
        const std::weak_ptr<const void> alive = m_alive;
        if (m_user)
            m_user->onReadable();
        if (alive.expired())
            return;
    }
    if (m_descriptor == -1)
        return;
    if (m_hasEnded || (m_isBroken && !m_hasRead)) {
        tellClosed();
    } else if (!m_hasRead) {
        m_readable->setEnabled(false); // enabled again after reading
        heedEnd();
    }
}

void SocketTransport::onWriteEvent()
{
    sendPending();
    if (m_hasEnded)
        tellClosed();
    else if (m_isWatched && m_user)
        m_user->onWritten();
}

void SocketTransport::tellClosed()
{
    for (Notifier* const notifier : {m_readable, m_writable, m_ending})
        if (notifier)
            notifier->setEnabled(false);
    if (TransportUser* const user = std::exchange(m_user, nullptr))
        user->onClosed();
}

// Reported from the event loop, as readable: never within the call that detected it, and after the data received
// before.
void SocketTransport::breakDown()
{
    m_isBroken = m_wasReset = true;
    m_pending.clear();
    m_pendingBytes = 0;
    shutdownBoth(m_descriptor);
    m_readable->setEnabled(m_user != nullptr);
}

void SocketTransport::waitForWritable()
{
    if (!m_writable)
        m_writable = new Notifier(*this, m_descriptor, QSocketNotifier::Write);
    m_writable->setEnabled(true);
}

void SocketTransport::keep(const Slice& slice, std::size_t used)
{
    const std::string_view rest = slice.bytes.substr(used);
    if (rest.empty())
        return;
    if (slice.owner.isNull())
        m_pending.emplace_back(QByteArray(rest.data(), static_cast<qsizetype>(rest.size())));
    else
        m_pending.emplace_back(rest, slice.owner);
    m_pendingBytes += static_cast<std::int64_t>(rest.size());
}

void SocketTransport::write(std::string_view bytes)
{
    const Slice all(bytes);
    write({&all, 1});
}

void SocketTransport::write(std::span<const Slice> slices)
{
    if (!isOpen())
        return;
    std::size_t sent = 0;
    if (m_pendingBytes == 0) {
        std::array<std::string_view, kMostSlices> pieces;
        std::size_t count = 0;
        Q_ASSERT(slices.size() <= pieces.size());
        for (const Slice& slice : slices)
            if (!slice.bytes.empty())
                pieces[count++] = slice.bytes;
        if (count == 0)
            return;
        cutOff(std::span(pieces).first(count), kMostSentPerIteration);
        const SocketResult result = transmit(std::span(pieces).first(count));
        if (result.kind == SocketResult::Kind::Broken) {
            breakDown();
            return;
        }
        sent = result.count;
    }
    for (const Slice& slice : slices) {
        const std::size_t gone = std::min(sent, slice.bytes.size());
        sent -= gone;
        keep(slice, gone);
    }
    if (m_pendingBytes > 0)
        waitForWritable();
}

void SocketTransport::sendPending()
{
    std::size_t sent = 0;
    while (m_pendingBytes > 0) {
        if (sent >= kMostSentPerIteration)
            return; // continues in the next iteration
        std::array<std::string_view, kMostPieces> pieces;
        std::size_t count = 0;
        for (auto piece = m_pending.begin(); piece != m_pending.end() && count < kMostPieces; ++piece)
            pieces[count++] = piece->bytes;
        const std::size_t wanted = cutOff(std::span(pieces).first(count), kMostSentPerIteration - sent);
        const SocketResult result = transmit(std::span(pieces).first(count));
        if (result.kind == SocketResult::Kind::Broken) {
            breakDown();
            return;
        }
        m_pendingBytes -= static_cast<std::int64_t>(result.count);
        sent += result.count;
        std::size_t left = result.count;
        while (!m_pending.empty() && left >= m_pending.front().bytes.size()) {
            left -= m_pending.front().bytes.size();
            m_pending.pop_front();
        }
        if (left > 0)
            m_pending.front().bytes.remove_prefix(left);
        if (result.count < wanted)
            return; // notified when it can continue
    }
    if (m_writable)
        m_writable->setEnabled(false);
}

bool SocketTransport::endSending()
{
    shutdownSending(m_descriptor);
    return true;
}

} // namespace gateway::http
