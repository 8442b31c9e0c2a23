#pragma once

#include <QByteArray>
#include <QVarLengthArray>

#include <string_view>
#include <utility>

namespace gateway::http {

/// A piece of data to write. If it has to wait, it is shared with its owner or copied.
struct Slice {
    Slice() = default;
    /// Null `of`: the bytes are valid only during the call.
    explicit Slice(std::string_view itsBytes, QByteArray of = {}) : bytes(itsBytes), owner(std::move(of)) { }
    explicit Slice(const QByteArray& all)
        : bytes(all.constData(), static_cast<std::size_t>(all.size())), owner(all)
    {
    }

    std::string_view bytes;
    QByteArray owner; ///< owns `bytes`
};

/// Maximum number of pieces in a message, all shared.
constexpr qsizetype kMostSlices = 4;
using Slices = QVarLengthArray<Slice, kMostSlices>;

} // namespace gateway::http
