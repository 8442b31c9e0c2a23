#pragma once

#include <cstdint>
#include <string_view>

namespace gateway::usage {

/// Receives values from left to right.
class Values {
public:
    Values() = default;
    Values(const Values&) = default;
    Values(Values&&) = default;
    Values& operator=(const Values&) = default;
    Values& operator=(Values&&) = default;
    virtual ~Values() = default;

    virtual void bind(std::int64_t value) = 0;
    /// The text must live as long as the receiver requires.
    virtual void bind(std::string_view text) = 0;
    virtual void bindCopy(std::string_view text) = 0;
    /// Bytes, which must live as long as a text.
    virtual void bindBlob(std::string_view bytes) = 0;
    virtual void bindNull() = 0;
};

} // namespace gateway::usage
