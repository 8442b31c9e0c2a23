#pragma once

#include "gateway/core/result.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace gateway::http {

/// Limits the memory for request and response bodies: as received, decompressed and translated. One limit for all, and
/// a quarter of it for each caller. Gateway thread, except for its shares.
class BodyBudget {
    struct Total {
        std::atomic<std::int64_t> held{0};
        std::atomic<std::int64_t> most{0};
    };
    struct Account {
        explicit Account(std::shared_ptr<Total> all) : total(std::move(all)) { }
        const std::shared_ptr<Total> total;
        std::atomic<std::int64_t> held{0};
    };

public:
    static constexpr std::int64_t kUsual = 512LL * 1024 * 1024;
    /// A caller may hold this fraction of the limit.
    static constexpr std::int64_t kParts = 4;
    /// Shares grow in steps of this size.
    static constexpr std::int64_t kStep = 64 * 1024;

    /// What one exchange holds; released on destruction. Any thread, one at a time.
    class Share {
    public:
        Share() = default; ///< without a budget: unlimited
        Share(Share&& other) noexcept;
        Share& operator=(Share&& other) noexcept;
        ~Share();

        /// Changes the held amount to `bytes`. Error: OverloadedHere, which names the exceeded limit; the held amount
        /// is unchanged then.
        Result<void> hold(std::int64_t bytes);
        Result<void> add(std::int64_t bytes) { return hold(m_wanted + bytes); }
        std::int64_t bytes() const { return m_held; }
        bool isOfBudget() const { return m_account != nullptr; }
        /// An empty share of the same caller.
        Share sibling() const;
        /// Whether the caller's own limit prevents holding `bytes`.
        bool isShortOfOwn(std::int64_t bytes) const;
        bool isSameCaller(const Share& other) const { return m_account == other.m_account; }

    private:
        friend class BodyBudget;
        explicit Share(std::shared_ptr<Account> account) : m_account(std::move(account)) { }
        bool take(std::int64_t bytes);
        void give(std::int64_t bytes);

        std::shared_ptr<Account> m_account;
        std::int64_t m_wanted = 0;
        std::int64_t m_held = 0; // rounded up to whole steps
    };

    explicit BodyBudget(std::int64_t most = kUsual);

    /// Memory that is already held stays.
    void setMost(std::int64_t bytes);
    std::int64_t held() const { return m_total->held; }
    /// A share for the caller with this name.
    Share shareOf(std::string_view caller);

private:
    void forgetIdle();

    std::shared_ptr<Total> m_total;
    std::map<std::string, std::weak_ptr<Account>, std::less<>> m_accounts;
    std::size_t m_manyAccounts = 64; // number of accounts at which unused ones are removed
};

} // namespace gateway::http
