#pragma once

#include "message.h"

#include "gateway/core/result.h"

#include <cstddef>
#include <memory>
#include <string_view>

namespace gateway::http {

/// Undoes the content coding of one body, piece by piece: gzip, deflate, br and
/// zstd. What it holds does not grow with the body (zstd: 8 MiB at most).
/// Not thread-safe; any thread.
/// Source: RFC 9110 §8.4.1, RFC 7932 (br), RFC 8878 (zstd).
class ContentDecoder {
public:
    /// For the value of a Content-Encoding field; null if that names another
    /// coding, or more than one. "identity" and the empty text have no decoder either.
    static std::unique_ptr<ContentDecoder> make(std::string_view contentEncoding);
    /// For the body of a message with these fields; null where it has no coding.
    /// Error: UnsupportedMediaType, for another coding than those known, or several.
    static Result<std::unique_ptr<ContentDecoder>> of(const Headers& headers);
    /// Whether a body under this Content-Encoding is as it is meant to be read.
    static bool isPlain(std::string_view contentEncoding);
    /// What `make()` knows, for an error or an Accept-Encoding field.
    static constexpr std::string_view kKnown = "gzip, deflate, br, zstd";

    virtual ~ContentDecoder() = default;

    struct Step {
        std::size_t used = 0;     ///< bytes of the input
        std::size_t produced = 0; ///< bytes of the output
    };
    /// Decodes as much of `in` as fits into `room` bytes at `out`. To be called
    /// again, with what is left, until all is used and less than `room` was
    /// produced. Error: BadRequest, if the bytes are not of this coding.
    virtual Result<Step> decode(std::string_view in, char* out, std::size_t room) = 0;
    /// Whether the body may end here.
    virtual bool isAtEnd() const = 0;
};

} // namespace gateway::http
