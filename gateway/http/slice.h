#pragma once

#include <QByteArray>
#include <QVarLengthArray>

#include <string_view>
#include <utility>

namespace gateway::http {

/// A piece of what is to be written. Where it has to wait it is shared with whoever has it,
/// or copied.
struct Slice {
    Slice() = default;
    /// Null `of`: the bytes hold until the call has returned only.
    explicit Slice(std::string_view itsBytes, QByteArray of = {}) : bytes(itsBytes), owner(std::move(of)) { }
    explicit Slice(const QByteArray& all)
        : bytes(all.constData(), static_cast<std::size_t>(all.size())), owner(all)
    {
    }

    std::string_view bytes;
    QByteArray owner; ///< in whose memory `bytes` are
};

/// A message in so many pieces at most, all of them shared.
constexpr qsizetype kMostSlices = 4;
using Slices = QVarLengthArray<Slice, kMostSlices>;

} // namespace gateway::http
