#pragma once

#include "secret.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway {

/// `text` without what its form has brought along: byte order marks of UTF-8, and white space, no-break and zero-width spaces
/// among it, around the rest. Pure, any thread.
std::string_view withoutMargins(std::string_view text);

/// What a secret holds beside the secret itself. It is sent as it is all the same, but for `LineBreak`.
enum class SecretMistake {
    Quotes,            ///< '...' or "...", as `docker run --env-file` keeps them. Source: Docker CLI reference, "docker run", read 2026-11-28
    TypographicQuotes, ///< of a word processor
    Bearer,            ///< "Bearer " of an Authorization header
    Assignment,        ///< NAME=VALUE or export NAME=VALUE: a line of a shell or of an .env file
    LineBreak          ///< or another control character: no header can hold it. Source: RFC 9110 §5.5
};

/// The first mistake in a key; empty: there is none. JSON and lines of AWS credentials are none. Pure, any thread.
std::optional<SecretMistake> keyMistake(const Secret& key);
/// The same for a secret that is not a key, such as a password or the value of a header: only quotes and line breaks are a mistake there.
std::optional<SecretMistake> valueMistake(const Secret& value);

/// What is wrong and what to do, as the end of a sentence that begins with the secret. Repeats nothing of it.
const char* toText(SecretMistake mistake);

/// Quotation marks in the value of an environment variable that holds no secret, such as an address or a path.
enum class QuoteMistake {
    Around,      ///< as `SecretMistake::Quotes`
    Typographic, ///< around it
    OneEnd       ///< without the other one
};

/// Empty: it has none around it. Pure, any thread.
std::optional<QuoteMistake> quoteMistake(std::string_view value);

/// As `toText(SecretMistake)`: the end of a sentence that begins with the variable.
const char* toText(QuoteMistake mistake);

} // namespace gateway
