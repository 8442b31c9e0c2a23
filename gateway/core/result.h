#pragma once

#include "error.h"

#include <tl/expected.hpp>

#include <string>
#include <type_traits>
#include <utility>

namespace gateway {

/// A value or an `Error`. To be replaced by `std::expected` with a C++23 compiler.
template <class T> using Result = tl::expected<T, Error>;

/// For functions that fail: `return failure(ErrorKind::Io, "...")`.
inline tl::unexpected<Error> failure(Error error) { return tl::unexpected<Error>(std::move(error)); }

/// The message is `{QT_TRANSLATE_NOOP("Error", "words with %1"), {values}}`, or `asIs()`.
inline tl::unexpected<Error> failure(ErrorKind kind, Sentence message, std::string detail = {})
{
    Error error;
    error.kind = kind;
    error.message = std::move(message);
    error.detail = std::move(detail);
    return tl::unexpected<Error>(std::move(error));
}

/// Texts composed in code could not be translated.
template <class T, std::enable_if_t<std::is_convertible_v<T, std::string>, int> = 0>
tl::unexpected<Error> failure(ErrorKind kind, T&& message, std::string detail = {}) = delete;

} // namespace gateway
