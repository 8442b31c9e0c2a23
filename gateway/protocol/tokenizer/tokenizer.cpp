#include "tokenizer.h"

#include "byte_pairs.h"
#include "pre_tokens.h"
#include "vocabulary.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

// The resources of a static library are linked only if something refers to them.
static void takeResources() { Q_INIT_RESOURCE(tokenizers); }

namespace gateway::protocol {

namespace {

/// For a longer piece, such as a megabyte of one letter, only the beginning is counted and the same density is assumed
/// for the rest: merging takes long and needs twenty times its size in memory. Real texts have no such pieces.
constexpr std::size_t kMostPiece = 4096;

} // namespace

class Tokenizer::Private {
public:
    Vocabulary vocabulary;
    TokenFamily family;
};

Tokenizer::Tokenizer(std::unique_ptr<Private> made) : d(std::move(made)) { }

Tokenizer::~Tokenizer() = default;

Result<std::shared_ptr<const Tokenizer>> Tokenizer::load(TokenFamily family)
{
    takeResources();
    auto vocabulary =
        Vocabulary::read(family == TokenFamily::O200k ? ":/tokenizers/o200k_base.tokens" : ":/tokenizers/cl100k_base.tokens");
    if (!vocabulary)
        return failure(std::move(vocabulary.error()));
    return std::shared_ptr<const Tokenizer>(new Tokenizer(std::make_unique<Private>(Private{std::move(*vocabulary), family})));
}

std::int64_t Tokenizer::count(std::string_view text) const
{
    bool isExact = true;
    return count(text, isExact);
}

std::int64_t Tokenizer::count(std::string_view text, bool& isExact) const
{
    std::int64_t tokens = 0;
    while (!text.empty()) {
        const std::size_t length = pieceAt(text, d->family);
        const std::size_t counted = std::min(length, kMostPiece);
        const std::int64_t ofCounted = countByPairs(d->vocabulary, text.substr(0, counted));
        tokens += counted == length ? ofCounted : ofCounted * static_cast<std::int64_t>(length) / static_cast<std::int64_t>(counted);
        isExact = isExact && counted == length;
        text.remove_prefix(length);
    }
    return tokens;
}

std::size_t Tokenizer::bytes() const { return d->vocabulary.bytes(); }

} // namespace gateway::protocol
