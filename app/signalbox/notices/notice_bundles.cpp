#include "notice_bundles.h"

#include <utility>

namespace app {

using gateway::TimePoint;

namespace {

/// A bundle of notices of that sort, without text yet. Its subject cannot be a provider id.
Notice many(NoticeSort sort, bool isOver)
{
    Notice notice;
    notice.sort = sort;
    notice.isOver = isOver;
    notice.kind = QLatin1String(sort == NoticeSort::Fallback ? notice_kind::kFallback : sort == NoticeSort::Rest ? notice_kind::kRest : notice_kind::kKey);
    notice.subject = isOver ? QStringLiteral(" over") : sort == NoticeSort::KeyUnusable ? QStringLiteral(" unusable") : QStringLiteral(" many");
    notice.page = sort == NoticeSort::Fallback ? QStringLiteral("routes") : QStringLiteral("providers");
    return notice;
}

} // namespace

std::vector<NoticeStep> NoticeBundles::take(std::vector<NoticeStep> steps)
{
    std::vector<NoticeStep> now;
    for (NoticeStep& step : steps) {
        const QString matter = step.notice.matter();
        std::erase_if(m_waiting, [&](const Notice& waiting) { return waiting.matter() == matter; });
        if (step.isRetraction)
            forget(now, matter);
        if (step.isRetraction || step.notice.sort == NoticeSort::Alone)
            now.push_back(std::move(step));
        else
            m_waiting.push_back(std::move(step.notice));
    }
    return now;
}

std::vector<NoticeStep> NoticeBundles::release(TimePoint now)
{
    std::map<std::pair<bool, NoticeSort>, Notices> groups; // beginnings first
    for (Notice& notice : std::exchange(m_waiting, {})) {
        Notices& group = groups[{notice.isOver, notice.sort}];
        group.push_back(std::move(notice));
    }
    std::vector<NoticeStep> steps;
    for (const auto& [group, notices] : groups)
        group.first ? end(steps, notices) : begin(steps, notices, now);
    return steps;
}

void NoticeBundles::begin(std::vector<NoticeStep>& steps, const Notices& notices, TimePoint now)
{
    const NoticeSort sort = notices.front().sort;
    Pile& pile = m_piles[sort];
    std::erase_if(pile.apart, [now](const auto& told) { return now - told.second.at >= kTogether; });
    std::map<QString, Announced> told = pile.apart;
    for (const Notice& notice : notices)
        told[notice.matter()] = {notice, now};
    const bool joins = !pile.bundled.empty() && now - pile.at < kTogether;
    if (!joins && told.size() <= kMostApart) {
        for (const Notice& notice : notices) {
            forget(steps, notice.matter());
            steps.push_back({notice, false});
        }
        pile.apart = std::move(told);
        return;
    }
    // The existing bundle is updated, or replaced by the new one.
    std::set<QString> bundled = std::exchange(pile.bundled, {});
    if (!joins) {
        bundled.clear();
        pile.ended.clear();
    }
    for (const auto& [matter, one] : told) {
        forget(steps, matter);
        steps.push_back({one.notice, true});
        bundled.insert(matter);
    }
    steps.push_back({bundleOf(notices.front(), bundled.size()), false});
    pile.bundled = std::move(bundled);
    pile.at = now;
}

void NoticeBundles::end(std::vector<NoticeStep>& steps, const Notices& notices)
{
    const NoticeSort sort = notices.front().sort;
    Pile& pile = m_piles[sort];
    Notices apart;
    std::set<QString> over;
    for (const Notice& notice : notices) {
        const QString matter = notice.matter();
        pile.apart.erase(matter);
        if (pile.bundled.erase(matter) == 0) {
            apart.push_back(notice);
            continue;
        }
        pile.ended.insert(matter);
        if (!pile.bundled.empty())
            continue;
        over = std::exchange(pile.ended, {});
        steps.push_back({many(sort, false), true});
    }
    const bool isMany = apart.size() > kMostApart;
    for (const Notice& notice : apart) {
        steps.push_back({notice, isMany});
        if (isMany)
            over.insert(notice.matter());
    }
    if (over.empty())
        return;
    steps.push_back({bundleOf(notices.front(), over.size()), false});
    pile.over = std::move(over);
}

/// A bundle of beginnings is removed with the last of them; a bundle of ends is removed with the first that is no
/// longer true.
void NoticeBundles::forget(std::vector<NoticeStep>& steps, const QString& matter)
{
    for (auto& [sort, pile] : m_piles) {
        pile.apart.erase(matter);
        pile.ended.erase(matter);
        if (pile.bundled.erase(matter) > 0 && pile.bundled.empty()) {
            pile.ended.clear();
            steps.push_back({many(sort, false), true});
        }
        if (pile.over.contains(matter)) {
            pile.over.clear();
            steps.push_back({many(sort, true), true});
        }
    }
}

/// `like`: one of the notices.
Notice NoticeBundles::bundleOf(const Notice& like, std::size_t count)
{
    Notice notice = many(like.sort, like.isOver);
    notice.actions = like.actions;
    if (like.sort == NoticeSort::Rest) // only for a single provider it is known what is in cooldown
        std::erase_if(notice.actions, [](const NoticeAction& action) { return action.id == QLatin1String("try"); });
    notice.say = [n = static_cast<int>(count)](Notice& told) {
        switch (told.sort) {
        case NoticeSort::KeyRejected: told.title = tr("The keys of %Ln provider(s) are rejected", nullptr, n); break;
        case NoticeSort::KeyUnusable: told.title = tr("The keys of %Ln provider(s) cannot be used", nullptr, n); break;
        case NoticeSort::Fallback:
            told.title = told.isOver ? tr("%Ln first choice(s) available again", nullptr, n) : tr("Fallbacks are in use for %Ln provider(s)", nullptr, n);
            break;
        case NoticeSort::Rest:
            told.title = told.isOver ? tr("%Ln provider(s) in use again", nullptr, n) : tr("%Ln provider(s) cooling down after failures", nullptr, n);
            break;
        case NoticeSort::Alone: break;
        }
        if (!told.isOver)
            told.text = told.sort == NoticeSort::Fallback ? tr("See Routes for the current targets.") : tr("See Providers for details.");
    };
    notice.say(notice);
    return notice;
}

} // namespace app
