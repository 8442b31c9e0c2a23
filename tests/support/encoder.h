#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace tests {

/// Compresses one body with a content coding, piece by piece: "gzip", "deflate",
/// "raw-deflate" (without zlib's wrapper), "br", "zstd". Any other name leaves
/// the bytes unchanged.
class Encoder {
public:
    explicit Encoder(std::string_view coding);
    ~Encoder();
    Encoder(Encoder&&) noexcept;

    /// Flushed: the result is enough to decode all of `bytes`.
    std::string feed(std::string_view bytes);
    std::string finish();

    class Coding;

private:
    std::unique_ptr<Coding> m_coding;
};

/// The whole body at once.
std::string encoded(std::string_view coding, std::string_view bytes);

} // namespace tests
