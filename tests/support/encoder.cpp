#include "encoder.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include <array>
#include <cstdint>

namespace tests {

class Encoder::Coding {
public:
    virtual ~Coding() = default;
    virtual std::string pack(std::string_view bytes, bool isLast) = 0;
};

namespace {

constexpr std::size_t kRoom = 64 * 1024;
constexpr int kBrotliQuality = 5; // the best quality takes seconds for a bomb
constexpr int kBrotliWindow = 22;

class Plain final : public Encoder::Coding {
public:
    std::string pack(std::string_view bytes, bool) override { return std::string(bytes); }
};

class Zlib final : public Encoder::Coding {
public:
    explicit Zlib(int windowBits)
    {
        constexpr int kMemory = 8; // zlib's own default
        deflateInit2(&m_stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits, kMemory, Z_DEFAULT_STRATEGY);
    }
    ~Zlib() override { deflateEnd(&m_stream); }
    Zlib(const Zlib&) = delete;
    Zlib& operator=(const Zlib&) = delete;

    std::string pack(std::string_view bytes, bool isLast) override
    {
        std::string out;
        std::array<char, kRoom> room;
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); // zlib only reads it
        m_stream.avail_in = static_cast<uInt>(bytes.size());
        do {
            m_stream.next_out = reinterpret_cast<Bytef*>(room.data());
            m_stream.avail_out = static_cast<uInt>(room.size());
            deflate(&m_stream, isLast ? Z_FINISH : Z_SYNC_FLUSH);
            out.append(room.data(), room.size() - m_stream.avail_out);
        } while (m_stream.avail_out == 0);
        return out;
    }

private:
    z_stream m_stream{};
};

class Brotli final : public Encoder::Coding {
public:
    Brotli()
    {
        BrotliEncoderSetParameter(m_state.get(), BROTLI_PARAM_QUALITY, kBrotliQuality);
        BrotliEncoderSetParameter(m_state.get(), BROTLI_PARAM_LGWIN, kBrotliWindow);
    }

    std::string pack(std::string_view bytes, bool isLast) override
    {
        std::string out;
        std::array<std::uint8_t, kRoom> room;
        const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
        std::size_t left = bytes.size();
        do {
            auto* to = room.data();
            std::size_t space = room.size();
            BrotliEncoderCompressStream(m_state.get(), isLast ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_FLUSH, &left,
                &in, &space, &to, nullptr);
            out.append(reinterpret_cast<const char*>(room.data()), room.size() - space);
        } while (left > 0 || BrotliEncoderHasMoreOutput(m_state.get()));
        return out;
    }

private:
    struct Destroy {
        void operator()(BrotliEncoderState* state) const { BrotliEncoderDestroyInstance(state); }
    };
    std::unique_ptr<BrotliEncoderState, Destroy> m_state{BrotliEncoderCreateInstance(nullptr, nullptr, nullptr)};
};

class Zstd final : public Encoder::Coding {
public:
    std::string pack(std::string_view bytes, bool isLast) override
    {
        std::string out;
        std::array<char, kRoom> room;
        ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
        std::size_t left = 0;
        do {
            ZSTD_outBuffer to{room.data(), room.size(), 0};
            left = ZSTD_compressStream2(m_state.get(), &to, &in, isLast ? ZSTD_e_end : ZSTD_e_flush);
            out.append(room.data(), to.pos);
        } while (left > 0);
        return out;
    }

private:
    struct Destroy {
        void operator()(ZSTD_CCtx* state) const { ZSTD_freeCCtx(state); }
    };
    std::unique_ptr<ZSTD_CCtx, Destroy> m_state{ZSTD_createCCtx()};
};

std::unique_ptr<Encoder::Coding> make(std::string_view coding)
{
    constexpr int kGzip = 16; // added to the window bits. Source: zlib.h, deflateInit2.
    if (coding == "gzip")
        return std::make_unique<Zlib>(MAX_WBITS + kGzip);
    if (coding == "deflate")
        return std::make_unique<Zlib>(MAX_WBITS);
    if (coding == "raw-deflate")
        return std::make_unique<Zlib>(-MAX_WBITS);
    if (coding == "br")
        return std::make_unique<Brotli>();
    if (coding == "zstd")
        return std::make_unique<Zstd>();
    return std::make_unique<Plain>();
}

} // namespace

Encoder::Encoder(std::string_view coding)
    : m_coding(make(coding))
{
}

Encoder::~Encoder() = default;
Encoder::Encoder(Encoder&&) noexcept = default;

std::string Encoder::feed(std::string_view bytes) { return m_coding->pack(bytes, false); }
std::string Encoder::finish() { return m_coding->pack({}, true); }

std::string encoded(std::string_view coding, std::string_view bytes) { return make(coding)->pack(bytes, true); }

} // namespace tests
