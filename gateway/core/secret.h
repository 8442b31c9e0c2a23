#pragma once

#include <string>
#include <utility>

namespace gateway {

/// A key or password in memory. It cannot be logged, compared by accident or converted to text except by `reveal()`,
/// and is wiped on destruction.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string value) : m_value(std::move(value)) {}
    Secret(const Secret&) = default;
    Secret(Secret&& other) noexcept : m_value(std::move(other.m_value)) { other.wipe(); }
    Secret& operator=(Secret other) noexcept
    {
        m_value.swap(other.m_value);
        return *this;
    }
    ~Secret() { wipe(); }

    bool empty() const { return m_value.empty(); }

    /// The text itself, for the request that needs it. Never for a log or a file.
    const std::string& reveal() const { return m_value; }

private:
    void wipe();

    std::string m_value;
};

} // namespace gateway
