#include "content_decoder.h"

#include "gateway/core/text/ascii.h"

#include <QtGlobal>

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

namespace gateway::http {

namespace {

/// The window size that a decoder must support, and the maximum it should: 8 MiB. Source: RFC 9659 §3.
constexpr int kZstdWindowLog = 23;

tl::unexpected<Error> damaged(const char* coding)
{
    return failure(ErrorKind::BadRequest, {QT_TRANSLATE_NOOP("Error", "The body is not valid %1."), {std::string(coding)}});
}

unsigned int clamped(std::size_t size)
{
    return static_cast<unsigned int>(std::min<std::size_t>(size, std::numeric_limits<unsigned int>::max()));
}

class ZlibDecoder final : public ContentDecoder {
public:
    enum class Format { Gzip, Deflate };

    explicit ZlibDecoder(Format format) : m_format(format) { }
    ~ZlibDecoder() override { end(); }
    ZlibDecoder(const ZlibDecoder&) = delete;
    ZlibDecoder& operator=(const ZlibDecoder&) = delete;

    Result<Step> decode(std::string_view in, char* out, std::size_t room) override
    {
        Step step;
        while (step.used < in.size() || m_mayHoldMore) {
            if (!m_isOpen) {
                if (step.used == in.size())
                    break;
                if (!begin(static_cast<unsigned char>(in[step.used])))
                    return damaged(name());
            }
            m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data() + step.used)); // zlib only reads it
            m_stream.avail_in = clamped(in.size() - step.used);
            m_stream.next_out = reinterpret_cast<Bytef*>(out + step.produced);
            m_stream.avail_out = clamped(room - step.produced);
            const unsigned int offered = m_stream.avail_in;
            const unsigned int space = m_stream.avail_out;
            const int result = inflate(&m_stream, Z_NO_FLUSH);
            step.used += offered - m_stream.avail_in;
            step.produced += space - m_stream.avail_out;
            m_mayHoldMore = result == Z_OK && m_stream.avail_out == 0;
            if (result == Z_STREAM_END)
                end(); // another gzip member may follow. Source: RFC 1952 §2.2.
            else if (result != Z_OK && result != Z_BUF_ERROR)
                return damaged(name());
            if (step.produced == room || result == Z_BUF_ERROR)
                break;
        }
        return step;
    }

    bool isAtEnd() const override { return m_hasEnded && !m_isOpen; }

private:
    const char* name() const { return m_format == Format::Gzip ? "gzip" : "deflate"; }

    bool begin(unsigned char first)
    {
        if (m_hasEnded && m_format == Format::Deflate)
            return false; // bytes after the end
        // "deflate" should have zlib's wrapper, but often has none: its method is 8 in the low bits of the first byte.
        // Source: RFC 1950 §2.2, RFC 9110 §8.4.1.2.
        constexpr int kGzipOnly = 16;
        const int windowBits = m_format == Format::Gzip ? MAX_WBITS + kGzipOnly
                               : (first & 0x0f) == 8    ? MAX_WBITS
                                                        : -MAX_WBITS;
        m_stream = {};
        m_isOpen = inflateInit2(&m_stream, windowBits) == Z_OK;
        return m_isOpen;
    }

    void end()
    {
        if (!m_isOpen)
            return;
        inflateEnd(&m_stream);
        m_isOpen = false;
        m_hasEnded = true;
        m_mayHoldMore = false;
    }

    const Format m_format;
    z_stream m_stream{};
    bool m_isOpen = false;
    bool m_hasEnded = false;
    bool m_mayHoldMore = false;
};

class BrotliDecoder final : public ContentDecoder {
public:
    Result<Step> decode(std::string_view in, char* out, std::size_t room) override
    {
        if (!m_state)
            return damaged("brotli");
        const auto* next = reinterpret_cast<const std::uint8_t*>(in.data());
        auto* target = reinterpret_cast<std::uint8_t*>(out);
        std::size_t left = in.size();
        std::size_t space = room;
        const BrotliDecoderResult result
            = BrotliDecoderDecompressStream(m_state.get(), &left, &next, &space, &target, nullptr);
        if (result == BROTLI_DECODER_RESULT_ERROR || (isAtEnd() && left > 0))
            return damaged("brotli");
        return Step{in.size() - left, room - space};
    }

    bool isAtEnd() const override { return m_state && BrotliDecoderIsFinished(m_state.get()) != 0; }

private:
    struct Destroy {
        void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
    };
    std::unique_ptr<BrotliDecoderState, Destroy> m_state{BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)};
};

class ZstdDecoder final : public ContentDecoder {
public:
    ZstdDecoder()
    {
        if (m_state)
            ZSTD_DCtx_setParameter(m_state.get(), ZSTD_d_windowLogMax, kZstdWindowLog);
    }

    Result<Step> decode(std::string_view in, char* out, std::size_t room) override
    {
        if (!m_state)
            return damaged("zstd");
        ZSTD_inBuffer source{in.data(), in.size(), 0};
        ZSTD_outBuffer target{out, room, 0};
        while (target.pos < target.size) {
            const std::size_t used = source.pos;
            const std::size_t produced = target.pos;
            const std::size_t result = ZSTD_decompressStream(m_state.get(), &target, &source);
            if (ZSTD_isError(result) != 0)
                return damaged("zstd");
            if (source.pos == used && target.pos == produced)
                break;
            m_isAtEnd = result == 0; // end of a frame; another may follow
        }
        return Step{source.pos, target.pos};
    }

    bool isAtEnd() const override { return m_isAtEnd; }

private:
    struct Destroy {
        void operator()(ZSTD_DCtx* state) const { ZSTD_freeDCtx(state); }
    };
    std::unique_ptr<ZSTD_DCtx, Destroy> m_state{ZSTD_createDCtx()};
    bool m_isAtEnd = false;
};

std::unique_ptr<ContentDecoder> makeGzip() { return std::make_unique<ZlibDecoder>(ZlibDecoder::Format::Gzip); }
std::unique_ptr<ContentDecoder> makeDeflate() { return std::make_unique<ZlibDecoder>(ZlibDecoder::Format::Deflate); }
std::unique_ptr<ContentDecoder> makeBrotli() { return std::make_unique<BrotliDecoder>(); }
std::unique_ptr<ContentDecoder> makeZstd() { return std::make_unique<ZstdDecoder>(); }

struct Coding {
    std::string_view name;
    std::unique_ptr<ContentDecoder> (*make)();
};
constexpr std::array kCodings{
    Coding{"gzip", makeGzip}, Coding{"x-gzip", makeGzip},  Coding{"deflate", makeDeflate},
    Coding{"br", makeBrotli}, Coding{"zstd", makeZstd},
};

} // namespace

std::unique_ptr<ContentDecoder> ContentDecoder::make(std::string_view contentEncoding)
{
    const std::string_view wanted = trimmed(contentEncoding);
    for (const Coding& coding : kCodings)
        if (equalsIgnoringCase(coding.name, wanted))
            return coding.make();
    return nullptr;
}

Result<std::unique_ptr<ContentDecoder>> ContentDecoder::of(const Headers& headers)
{
    const auto coding = headers.find("content-encoding");
    if (!coding)
        return nullptr;
    const bool isOne = headers.count("content-encoding") == 1;
    if (isOne && isPlain(*coding))
        return nullptr;
    auto decoder = isOne ? make(*coding) : nullptr;
    if (!decoder)
        return failure(ErrorKind::UnsupportedMediaType, {QT_TRANSLATE_NOOP("Error", "Unsupported Content-Encoding. Use one of: %1."), {std::string(kKnown)}});
    return decoder;
}

bool ContentDecoder::isPlain(std::string_view contentEncoding)
{
    const std::string_view named = trimmed(contentEncoding);
    return named.empty() || equalsIgnoringCase(named, "identity");
}

} // namespace gateway::http
