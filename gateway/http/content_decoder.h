#pragma once

#include "message.h"

#include "gateway/core/result.h"

#include <cstddef>
#include <memory>
#include <string_view>

namespace gateway::http {

/// Decodes the content coding of a body piece by piece: gzip, deflate, br and zstd. Its memory does not grow with the
/// body (zstd: 8 MiB at most). Not thread-safe; any thread.
/// Source: RFC 9110 §8.4.1, RFC 7932 (br), RFC 8878 (zstd).
class ContentDecoder {
public:
    /// Creates the decoder for a Content-Encoding value; null for an unknown coding, or more than one. "identity" and
    /// an empty value have no decoder either.
    static std::unique_ptr<ContentDecoder> make(std::string_view contentEncoding);
    /// Creates the decoder for a body with these headers; null if it has no coding. Error: UnsupportedMediaType for an
    /// unknown coding, or several.
    static Result<std::unique_ptr<ContentDecoder>> of(const Headers& headers);
    /// Whether a body with this Content-Encoding is not encoded.
    static bool isPlain(std::string_view contentEncoding);
    /// The codings known to `make()`, for an error or an Accept-Encoding header.
    static constexpr std::string_view kKnown = "gzip, deflate, br, zstd";

    virtual ~ContentDecoder() = default;

    struct Step {
        std::size_t used = 0;     ///< bytes of the input
        std::size_t produced = 0; ///< bytes of the output
    };
    /// Decodes as much of `in` as fits into `room` bytes at `out`. Call it again with the remaining input until
    /// everything is used and less than `room` was produced. Error: BadRequest if the bytes do not have this coding.
    virtual Result<Step> decode(std::string_view in, char* out, std::size_t room) = 0;
    /// Whether the body may end here.
    virtual bool isAtEnd() const = 0;
};

} // namespace gateway::http
