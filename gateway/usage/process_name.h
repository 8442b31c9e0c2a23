#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <utility>

namespace gateway::usage {

/// The name of the program at the other end of a connection, which is looked up
/// while its requests already run: "node claude (my-project)". Told once, in any
/// thread; read in any, without waiting.
class ProcessName final {
public:
    ProcessName() = default;
    /// One that is known.
    explicit ProcessName(std::string name) { tell(std::move(name)); }

    /// To be called once. Empty: it is not to be had.
    void tell(std::string name)
    {
        m_text = std::move(name);
        m_isTold.store(true, std::memory_order_release);
    }
    bool isTold() const { return m_isTold.load(std::memory_order_acquire); }
    /// Empty until it is told, and the same from then on.
    std::string_view text() const { return isTold() ? std::string_view(m_text) : std::string_view(); }

private:
    std::string m_text; // not to be looked at before it is told
    std::atomic<bool> m_isTold{false};
};

} // namespace gateway::usage
