#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <utility>

namespace gateway::usage {

/// The name of the program at the other end of a connection, which is looked up
/// while its requests already run: "node claude (my-project)"; and the folder of the project that it runs in. Told
/// once, in any thread; read in any, without waiting.
class ProcessName final {
public:
    ProcessName() = default;
    /// One that is known.
    explicit ProcessName(std::string name, std::string folder = {}) { tell(std::move(name), std::move(folder)); }

    /// To be called once. Empty: it is not to be had.
    void tell(std::string name, std::string folder = {})
    {
        m_text = std::move(name);
        m_folder = std::move(folder);
        m_isTold.store(true, std::memory_order_release);
    }
    bool isTold() const { return m_isTold.load(std::memory_order_acquire); }
    /// Empty until it is told, and the same from then on.
    std::string_view text() const { return isTold() ? std::string_view(m_text) : std::string_view(); }
    /// Likewise.
    std::string_view folder() const { return isTold() ? std::string_view(m_folder) : std::string_view(); }

private:
    std::string m_text; // not to be looked at before it is told
    std::string m_folder; // likewise
    std::atomic<bool> m_isTold{false};
};

} // namespace gateway::usage
