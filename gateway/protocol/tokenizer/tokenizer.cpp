#include "tokenizer.h"

#include "byte_pairs.h"
#include "pre_tokens.h"
#include "vocabulary.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

// The resources of a static library are taken in only where something names them.
static void takeResources() { Q_INIT_RESOURCE(tokenizers); }

namespace gateway::protocol {

namespace {

/// Of a piece that is longer, such as a megabyte of one letter, the parts are counted, which may be a token more for each:
/// merging takes long, and twenty times its size in memory.
constexpr std::size_t kMostPiece = 4096;
constexpr std::size_t kBehind = 4; // of a piece, a character that decides where it ends

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
    std::int64_t tokens = 0;
    while (!text.empty()) {
        const std::size_t length = std::min(pieceAt(text.substr(0, kMostPiece + kBehind), d->family), kMostPiece);
        tokens += countByPairs(d->vocabulary, text.substr(0, length));
        text.remove_prefix(length);
    }
    return tokens;
}

std::size_t Tokenizer::bytes() const { return d->vocabulary.bytes(); }

} // namespace gateway::protocol
