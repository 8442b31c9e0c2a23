#pragma once

#include <cstdint>
#include <string>

namespace gateway::usage {

/// A text that the ledger stores once for all exchanges that refer to it. Immutable. Any thread.
class SharedText {
public:
    explicit SharedText(std::string text);

    const std::string& text() const { return m_text; }
    /// Key in the ledger: equal texts have the same key.
    std::int64_t key() const { return m_key; }

private:
    std::string m_text;
    std::int64_t m_key = 0;
};

} // namespace gateway::usage
