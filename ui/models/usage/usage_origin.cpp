#include "usage_origin.h"

#include "ui/models/formatter.h"

namespace ui::models {

using gateway::usage::Totals;

QString UsageOrigin::tokens(const Totals& totals)
{
    const Formatter format;
    const std::int64_t all = totals.inputTokens + totals.cachedInputTokens + totals.cacheWriteTokens + totals.outputTokens + totals.reasoningTokens;
    const std::int64_t estimated = totals.estimatedInputTokens + totals.estimatedOutputTokens;
    QStringList lines;
    if (all > 0 && estimated == 0) lines += tr("No estimated tokens: all were reported by providers or counted with the model’s tokenizer");
    if (estimated > 0) lines += tr("Estimated tokens: %1 of %2; the others were reported by providers or counted with the model’s tokenizer").arg(format.exact(estimated), format.exact(all));
    if (totals.unknownUsage > 0) lines += tr("%1 request(s) without reported tokens", nullptr, Formatter::plural(totals.unknownUsage)).arg(format.exact(totals.unknownUsage));
    return lines.join(u'\n');
}

QString UsageOrigin::cost(const Totals& totals, const QStringList& sources)
{
    QStringList lines;
    if (const QString used = tokens(totals); !used.isEmpty()) lines += used;
    if (totals.unpriced > 0) lines += tr("%1 answer(s) without a full price", nullptr, Formatter::plural(totals.unpriced)).arg(Formatter().exact(totals.unpriced));
    if (!lines.isEmpty() && !sources.isEmpty())
        lines += tr("Current prices: %1. Each request keeps the price in effect at that time", "sources of prices with their dates").arg(sources.join(QStringLiteral(" · ")));
    return lines.join(u'\n');
}

} // namespace ui::models
