#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::http {

/// The bytes of a connection's last head. A client that keeps its connection sends the
/// same ones over and over, but for the length of the body: what was parsed and checked
/// of them holds for the next request. Knows nothing of what a head means.
class HeadMemory {
public:
    /// A head that came again.
    struct Again {
        std::size_t size = 0; ///< of the head, in bytes
        std::string_view lengthText; ///< of its body, as it stands there; empty: it has none
        std::uint64_t length = 0; ///< of its body, in bytes
    };

    /// `head` is whole and well-formed, and its body ends by a length that is there once, or
    /// is not there. False: it is not one to keep, and the one before is forgotten.
    bool keep(std::string_view head);
    /// Empty: `bytes` do not begin with the head that is kept. The length of the body may be
    /// another one of as many digits.
    std::optional<Again> find(std::string_view bytes) const;

private:
    std::string m_head;
    std::size_t m_lengthBegin = 0; // the digits, in the head
    std::size_t m_lengthEnd = 0; // the same: there are none
};

} // namespace gateway::http
