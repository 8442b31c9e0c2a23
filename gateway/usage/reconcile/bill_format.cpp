#include "bill_format.h"

#include <algorithm>
#include <array>

namespace gateway::usage {

namespace {

using Column = std::string_view;
using Count = BillFormat::Count;
using Kind = BillFormat::Kind;

constexpr int kBeijing_s = 8 * 3600;

// Catalog types of the exporting providers.
constexpr std::array<std::string_view, 1> kOpenAiTypes{"openai"};
constexpr std::array<std::string_view, 1> kAnthropicTypes{"anthropic"};
constexpr std::array<std::string_view, 1> kDeepSeekTypes{"deepseek"};
constexpr std::array<std::string_view, 6> kAlibabaTypes{"qwen", "qwen-intl", "alibaba-coding-plan", "alibaba-coding-plan-cn",
    "alibaba-token-plan", "alibaba-token-plan-cn"};

// Source: the usage page of platform.openai.com, export of completions (names as in the API reference, Usage, completions;
// read 2026-11-22).
constexpr std::array<Column, 3> kOpenAi{"start_time", "num_model_requests", "input_tokens"};
constexpr std::array<Column, 2> kOpenAiDay{"start_time_iso", "start_time"};
constexpr std::array kOpenAiCounts{Count{"num_model_requests", Figure::Requests}, Count{"input_tokens", Figure::Input},
    Count{"input_cached_tokens", Figure::CachedInput, true}, Count{"input_cache_write_tokens", Figure::CacheWrite, true},
    Count{"output_tokens", Figure::Output}};
// Source: the same page, export of costs (API reference, Costs: amount.value, amount.currency, line_item "MODEL, KIND"). Searches
// are "web search tool calls", or "web search tool calls | MODEL" (platform.openai.com, Pricing, Built-in tools; read 2026-11-23).
constexpr std::array<Column, 3> kOpenAiCost{"start_time", "amount_value", "line_item"};
constexpr std::array<Column, 1> kOpenAiSubject{"line_item"};
// "gpt-4o-2024-08-06 batch, input": the ledger has only the model.
constexpr std::array<std::string_view, 3> kOpenAiTiers{"batch", "flex", "priority"};

// Source: the usage page of the Anthropic console, export of tokens, and the cost page's export (read 2026-11-22).
constexpr std::array<Column, 3> kAnthropic{"usage_date_utc", "usage_input_tokens_no_cache", "usage_output_tokens"};
constexpr std::array<Column, 1> kAnthropicDay{"usage_date_utc"};
constexpr std::array kAnthropicCounts{Count{"usage_input_tokens_no_cache", Figure::Input},
    Count{"usage_input_tokens_cache_read", Figure::CachedInput}, Count{"usage_input_tokens_cache_write_5m", Figure::CacheWrite},
    Count{"usage_input_tokens_cache_write_1h", Figure::CacheWrite}, Count{"usage_output_tokens", Figure::Output}, Count{"web_search_count", Figure::WebSearches}};
constexpr std::array<Column, 2> kAnthropicCost{"usage_date_utc", "cost_usd"};
// "web_search" rows have no model. Source: platform.claude.com, Admin API, Cost report (cost_type; "model ... null ... for
// non-token costs"; read 2026-11-23).
constexpr std::array<Column, 3> kAnthropicSubject{"cost_type", "token_type", "usage_type"};

// Source: platform.deepseek.com, Usage, Export: amount-*.csv and cost-*.csv. Since 2026 they have times with an offset in
// place of utc_date (read 2026-11-22).
constexpr std::array<Column, 4> kDeepSeek{"model", "type", "price", "amount"};
constexpr std::array<Column, 2> kDeepSeekDay{"start_time_iso", "utc_date"};
constexpr std::array kDeepSeekKinds{Kind{"request_count", Figure::Requests}, Kind{"input_cache_hit_tokens", Figure::CachedInput},
    Kind{"input_cache_miss_tokens", Figure::Input}, Kind{"input_tokens", Figure::Input}, Kind{"output_tokens", Figure::Output}, Kind{"web_search", Figure::WebSearches}};
constexpr std::array<Column, 3> kDeepSeekCost{"model", "wallet_type", "cost"};

// Source: Alibaba Cloud, Model Studio, "Bill query and cost management": bill details by billable item. The instance id is
// "ApiKeyID;workspace;model;kind;channel", before 2025-12 "text_token;workspace;model;kind;channel" (read 2026-11-22).
constexpr std::string_view kAlibabaForm = "billing type or key;workspace;MODEL;KIND;channel";
constexpr std::array kAlibabaKinds{Kind{"cache_creat", Figure::CacheWrite}, Kind{"cache", Figure::CachedInput},
    Kind{"output", Figure::Output}, Kind{"input", Figure::Input}};
constexpr std::array<Column, 3> kAlibabaZh{"实例ID", "用量单位", "应付金额"};
constexpr std::array<Column, 3> kAlibabaZhDay{"消费时间", "账单日期", "日期"};
constexpr std::array<Column, 3> kAlibaba{"Instance ID", "Usage Unit", "Pretax Amount"};
constexpr std::array<Column, 3> kAlibabaDay{"Consumption Time", "Billing Date", "Date"};

constexpr std::array kFormats{
    BillFormat{.name = "openai", .types = kOpenAiTypes, .signature = kOpenAi, .day = kOpenAiDay, .model = "model", .counts = kOpenAiCounts},
    BillFormat{.name = "openai-cost", .types = kOpenAiTypes, .signature = kOpenAiCost, .day = kOpenAiDay, .model = "line_item", .tiers = kOpenAiTiers,
        .subject = kOpenAiSubject, .cost = "amount_value", .currency = "amount_currency"},
    BillFormat{.name = "anthropic", .types = kAnthropicTypes, .signature = kAnthropic, .day = kAnthropicDay, .model = "model_version", .counts = kAnthropicCounts},
    BillFormat{.name = "anthropic-cost", .types = kAnthropicTypes, .signature = kAnthropicCost, .day = kAnthropicDay, .model = "model", .subject = kAnthropicSubject,
        .cost = "cost_usd"},
    BillFormat{.name = "deepseek", .types = kDeepSeekTypes, .signature = kDeepSeek, .day = kDeepSeekDay, .model = "model", .kind = "type",
        .kinds = kDeepSeekKinds, .amount = "amount"},
    BillFormat{.name = "deepseek-cost", .types = kDeepSeekTypes, .signature = kDeepSeekCost, .day = kDeepSeekDay, .model = "model", .cost = "cost",
        .currency = "currency", .usualCost = Figure::CostCny},
    BillFormat{.name = "alibaba", .types = kAlibabaTypes, .signature = kAlibabaZh, .day = kAlibabaZhDay, .offset_s = kBeijing_s, .model = "实例ID",
        .form = kAlibabaForm, .modelPart = 2, .kind = "实例ID", .kindPart = 3, .kinds = kAlibabaKinds, .amount = "抵扣前用量", .unit = "用量单位",
        .cost = "应付金额", .currency = "币种", .usualCost = Figure::CostCny},
    BillFormat{.name = "alibaba-intl", .types = kAlibabaTypes, .signature = kAlibaba, .day = kAlibabaDay, .offset_s = kBeijing_s, .model = "Instance ID",
        .form = kAlibabaForm, .modelPart = 2, .kind = "Instance ID", .kindPart = 3, .kinds = kAlibabaKinds, .amount = "Usage", .unit = "Usage Unit",
        .cost = "Pretax Amount", .currency = "Currency"},
};

} // namespace

std::vector<std::string_view> BillFormat::columns() const
{
    std::vector<std::string_view> all;
    const auto addAll = [&all](const auto& some) {
        for (const std::string_view column : some)
            if (!column.empty() && std::ranges::find(all, column) == all.end())
                all.push_back(column);
    };
    for (const Count& count : counts)
        addAll(std::array{count.column});
    addAll(std::array{kind, amount, unit, cost, currency});
    addAll(subject);
    return all;
}

std::span<const BillFormat> billFormats() { return kFormats; }

} // namespace gateway::usage
