// By io_uring: what is submitted at once is sent piece by piece within that call, each as `send()` would. Source: io_uring(7),
// io_uring_enter(2). Containers and settings may forbid it, and older systems have not all of it.

#include "send_batch.h"

#include <liburing.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <sys/socket.h>
#include <utility>

namespace gateway {

/// The system's queues, and who waits for what is in them.
class SendBatch::Ring {
public:
    Ring() { m_isOpen = open(IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN) || open(0); }
    ~Ring() { close(); }
    Ring(const Ring&) = delete;
    Ring& operator=(const Ring&) = delete;

    bool isOpen() const { return m_isOpen; }
    bool isFull() const { return m_count == kMost; }

    void add(int fd, std::string_view bytes, Sender& sender)
    {
        io_uring_sqe* const entry = io_uring_get_sqe(&m_ring); // there is one: all are taken with each call
        io_uring_prep_send(entry, fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        io_uring_sqe_set_data64(entry, m_count);
        m_senders[m_count++] = &sender;
    }

    /// What the system does not take is as good as not sent yet, and it is not asked again: then `isOpen()` is false.
    void send()
    {
        const unsigned count = std::exchange(m_count, 0);
        int tries = kMostTries;
        for (unsigned left = count; left > 0 && m_isOpen; left -= tellAll()) {
            const int result = io_uring_submit_and_wait(&m_ring, left);
            const bool isPassing = result == -EINTR || result == -EAGAIN || result == -EBUSY;
            if (result < 0 && (!isPassing || --tries == 0))
                close();
        }
        for (unsigned i = 0; i < count; ++i)
            if (Sender* const sender = std::exchange(m_senders[i], nullptr))
                sender->onSent(0);
    }

private:
    static constexpr unsigned kMost = 128;
    static constexpr int kMostTries = 1000; // of a system that has no memory now

    bool open(unsigned flags) { return io_uring_queue_init(kMost, &m_ring, flags) == 0; }
    void close()
    {
        if (std::exchange(m_isOpen, false))
            io_uring_queue_exit(&m_ring);
    }

    /// Of those that the system is through with. Answers how many these were.
    unsigned tellAll()
    {
        unsigned told = 0;
        for (io_uring_cqe* done = nullptr; m_isOpen && io_uring_peek_cqe(&m_ring, &done) == 0; ++told) {
            const auto place = static_cast<std::size_t>(io_uring_cqe_get_data64(done));
            const int result = done->res;
            io_uring_cqe_seen(&m_ring, done);
            const bool isPassing = result == -EAGAIN || result == -EINTR || result == -ENOBUFS || result == -ENOMEM;
            std::exchange(m_senders[place], nullptr)->onSent(isPassing ? 0 : result);
        }
        return told;
    }

    io_uring m_ring{};
    std::array<Sender*, kMost> m_senders{}; // by the place that each entry says
    unsigned m_count = 0;
    bool m_isOpen = false;
};

SendBatch::SendBatch() = default;
SendBatch::~SendBatch() = default;

bool SendBatch::add(qintptr descriptor, std::string_view bytes, Sender& sender)
{
    if (m_isRefused)
        return false;
    if (!m_ring)
        m_ring = std::make_unique<Ring>();
    if (m_ring->isOpen() && m_ring->isFull())
        m_ring->send();
    if (!m_ring->isOpen()) {
        m_ring.reset();
        m_isRefused = true;
        return false;
    }
    m_ring->add(static_cast<int>(descriptor), bytes, sender);
    return true;
}

void SendBatch::send()
{
    if (m_ring)
        m_ring->send();
}

} // namespace gateway
