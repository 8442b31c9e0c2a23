#pragma once

#include "gateway/core/result.h"
#include "gateway/http/body_budget.h"
#include "gateway/protocol/request_outline.h"

#include <QByteArray>

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>

namespace gateway::exchange {

/// The part of an answer that is held before the client gets it, charged to the caller once it is no longer small.
/// Gateway thread.
class HeldAnswer {
public:
    using Charge = std::function<http::BodyBudget::Share()>;

    /// Up to this size nothing is charged. Bytes.
    static constexpr qsizetype kSmall = 64 * 1024;
    /// Spare bytes after the held ones, for their reader.
    static constexpr qsizetype kPadding = protocol::kJsonPadding;

    /// `charge`: see `AttemptContext::charge`; it must outlive this object.
    explicit HeldAnswer(const Charge& charge) : m_charge(charge) { }

    /// Reserves room for an answer of `length` bytes.
    void reserve(qsizetype length) { m_bytes.reserve(length + kPadding); }
    /// Errors: OverloadedHere if there is no memory.
    Result<void> append(std::string_view piece);
    /// Charges memory for something of that size that is made from a piece, in addition to what is held. Errors:
    /// OverloadedHere.
    Result<void> holdBeside(std::int64_t bytes);
    /// Opens a share that is charged for what is made from the answer.
    const http::BodyBudget::Share& share();
    bool isCharged() const { return m_charge != nullptr; }

    std::string_view view() const { return {m_bytes.constData(), static_cast<std::size_t>(m_bytes.size())}; }
    const QByteArray& bytes() const { return m_bytes; }
    qsizetype size() const { return m_bytes.size(); }
    void replace(QByteArray bytes) { m_bytes = std::move(bytes); }
    QByteArray take() { return std::exchange(m_bytes, QByteArray()); }
    /// Frees it.
    void drop();
    /// Whether it takes much memory, even while the client reads it.
    bool isLarge() const { return m_share.bytes() > 0; }

private:
    const Charge& m_charge;
    QByteArray m_bytes;
    http::BodyBudget::Share m_share; // of `m_bytes`, once they are no longer small
};

} // namespace gateway::exchange
