#pragma once

#include "transport.h"

#include "gateway/http/connection_ends.h"
#include "gateway/loop/loop_scheduler.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <span>
#include <string>

class QTcpSocket;

namespace gateway::http {

struct SocketResult;

/// Takes the connection of `socket` over, which Qt has made, through a proxy or
/// not, and not read from: it has lost it then and can go. The caller's to close;
/// -1 if there is none to take, or the system has no descriptor left.
qintptr takeConnection(QTcpSocket& socket);

/// A TCP connection that is read straight into its reader's memory and written
/// from its writer's: nothing lies between them and the system but what the
/// system did not take. Gateway thread.
class SocketTransport : public Transport, private LoopScheduler::Continuation {
public:
    /// What one iteration of the event loop reads of one connection, in bytes. Copying them takes some ten microseconds;
    /// who does more with them says so by `spend()`.
    static constexpr std::size_t kMostPerIteration = 256 * 1024;

    /// Takes over a connected socket, which is closed with this.
    explicit SocketTransport(qintptr descriptor);
    ~SocketTransport() override;

    void setUser(TransportUser* user) override;
    std::size_t read(char* into, std::size_t room) override;
    void spend(std::size_t bytes) override { m_allowance -= std::min(m_allowance, bytes); }
    /// This iteration has done what it may for this connection; `onReadable()` follows in a later one.
    bool isSpent();
    bool hasEnded() const override { return m_hasEnded && m_ahead.empty(); }
    bool wasReset() const override { return m_wasReset; }
    bool isQuiet() override;
    void write(std::string_view bytes) override;
    void write(std::span<const Slice> slices) override;
    std::int64_t pendingBytes() const override { return m_pendingBytes; }

    /// Whether the other side's end is here already, read or not: see `hasPeerEnded()`.
    bool hasPeerEnded() const;
    bool isOpen() const { return m_descriptor != -1 && !m_hasEnded && !m_isBroken; }
    ConnectionEnds ends() const { return m_ends; }

    /// Takes in what is there, so that the other side's end is seen behind it,
    /// until `most` bytes are kept.
    void readAhead(std::size_t most);
    /// Bytes that are here already and were not read yet.
    std::size_t bytesAhead() const { return m_ahead.size() - m_aheadUsed; }

    /// Whether the other side's end is told to a user who leaves unread what came before
    /// it, as far as the system tells of it: on Linux of any end, on others of a reset at most.
    void watchEnd(bool on);

    /// Whether `TransportUser::onWritten()` is told.
    void watchWritten(bool on) { m_isWatched = on; }
    /// Says that nothing more comes, and goes on reading; false where that cannot
    /// be (TLS). To be called with nothing pending.
    virtual bool endSending();
    /// Closes at once, and tells nobody.
    virtual void close();

protected:
    /// The descriptor, and what is done with it to read and write.
    qintptr descriptor() const { return m_descriptor; }
    virtual SocketResult receive(char* into, std::size_t room);
    virtual SocketResult transmit(std::span<const std::string_view> pieces);
    /// Whether more can be there behind a piece of `count` bytes into `room`.
    virtual bool mayHoldMore(std::size_t count, std::size_t room) const { return count == room; }
    /// The socket has turned readable or can be written again.
    virtual void onReadEvent();
    virtual void onWriteEvent();
    void waitForWritable();
    void sendPending();
    void breakDown();

private:
    class Notifier;
    void goOn() override;
    void noteRead();
    void heedEnd();
    void onEndEvent();
    void tellClosed();
    bool take(SocketResult result);
    void keep(const Slice& slice, std::size_t used);

    qintptr m_descriptor;
    ConnectionEnds m_ends;
    TransportUser* m_user = nullptr;
    Notifier* m_readable = nullptr;
    Notifier* m_writable = nullptr; // once something had to wait
    Notifier* m_ending = nullptr;   // once nothing was read where the end matters
    std::string m_ahead;            // read, but not asked for yet
    std::size_t m_aheadUsed = 0;
    LoopScheduler* const m_scheduler;
    std::deque<Slice> m_pending; // each with its owner
    std::int64_t m_pendingBytes = 0;
    std::shared_ptr<const void> m_life = std::make_shared<char>(); // ends with this
    std::size_t m_allowance = kMostPerIteration; // bytes that are left of it in this iteration
    bool m_isPutBack = false; // waits for its next iteration
    bool m_mayHaveMore = true;
    bool m_hasRead = false; // since it turned readable
    bool m_hasEnded = false;
    bool m_isBroken = false; // nothing can be written; what came may still be read
    bool m_wasReset = false;
    bool m_isWatched = false;
    bool m_isEndWatched = false;
};

} // namespace gateway::http
