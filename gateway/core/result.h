#pragma once

#include "error.h"

#include <tl/expected.hpp>

#include <utility>

namespace gateway {

/// A value or an `Error`. To become `std::expected` with a C++23 compiler.
template <class T> using Result = tl::expected<T, Error>;

/// What a function returns that fails: `return failure(ErrorKind::Io, "...")`.
inline tl::unexpected<Error> failure(Error error) { return tl::unexpected<Error>(std::move(error)); }

inline tl::unexpected<Error> failure(ErrorKind kind, std::string message, std::string detail = {})
{
    Error error;
    error.kind = kind;
    error.message = std::move(message);
    error.detail = std::move(detail);
    return tl::unexpected<Error>(std::move(error));
}

} // namespace gateway
