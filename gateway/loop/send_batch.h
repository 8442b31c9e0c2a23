#pragma once

#include <QtGlobal>

#include <cstddef>
#include <memory>
#include <string_view>

namespace gateway {

/// Pieces that several sockets send, given to the system in one call. With a call for each of them whoever gets the first one
/// takes the core away from the next. For one thread.
class SendBatch final {
public:
    class Sender {
    public:
        /// So many bytes have left, or 0 and more will later; below 0: why none ever will, as `-errno`.
        virtual void onSent(std::ptrdiff_t result) = 0;

    protected:
        ~Sender() = default;
    };

    SendBatch();
    ~SendBatch();
    SendBatch(const SendBatch&) = delete;
    SendBatch& operator=(const SendBatch&) = delete;

    /// False: the system has no such call, or does not let this program use it; the piece is to be sent by itself. Else `bytes`
    /// and `sender` must live until it was told. May send what was added before.
    bool add(qintptr descriptor, std::string_view bytes, Sender& sender);
    /// Gives all of them away, never blocks, and tells each sender, who adds nothing.
    void send();

private:
    class Ring;
    std::unique_ptr<Ring> m_ring; // made when it is first wanted
    bool m_isRefused = false; // by the system
};

} // namespace gateway
