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

/// What is held of an answer before the client gets it, charged to the caller once it is no longer small. Gateway thread.
class HeldAnswer {
public:
    using Charge = std::function<http::BodyBudget::Share()>;

    /// So much is not charged. Bytes.
    static constexpr qsizetype kSmall = 64 * 1024;
    /// Behind what is held, for its reader.
    static constexpr qsizetype kPadding = protocol::kJsonPadding;

    /// `charge`: see `AttemptContext::charge`; it must outlive this.
    explicit HeldAnswer(const Charge& charge) : m_charge(charge) { }

    /// Room for an answer of `length` bytes.
    void reserve(qsizetype length) { m_bytes.reserve(length + kPadding); }
    /// Errors: OverloadedHere, where there is no memory for it.
    Result<void> append(std::string_view piece);
    /// Memory for something of that size that is made of a piece, beside what is held. Errors: OverloadedHere.
    Result<void> holdBeside(std::int64_t bytes);
    /// Opens a share, which what is made of the answer is charged to.
    const http::BodyBudget::Share& share();
    bool isCharged() const { return m_charge != nullptr; }

    std::string_view view() const { return {m_bytes.constData(), static_cast<std::size_t>(m_bytes.size())}; }
    const QByteArray& bytes() const { return m_bytes; }
    qsizetype size() const { return m_bytes.size(); }
    void replace(QByteArray bytes) { m_bytes = std::move(bytes); }
    QByteArray take() { return std::exchange(m_bytes, QByteArray()); }
    /// Frees it.
    void drop();
    /// It takes much memory, also while the client reads it.
    bool isLarge() const { return m_share.bytes() > 0; }

private:
    const Charge& m_charge;
    QByteArray m_bytes;
    http::BodyBudget::Share m_share; // of that, once it is no longer small
};

} // namespace gateway::exchange
