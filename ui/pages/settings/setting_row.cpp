#include "setting_row.h"

#include "ui/widgets/card.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace ui::pages {

using widgets::Label;

namespace {

constexpr int kEdge = 2; // of the card, included in its padding
constexpr int kRowGap = 10;
constexpr int kSectionGap = 20;

} // namespace

SettingRow addSettingRow(widgets::Card& card, QWidget* control, bool isLast)
{
    const look::Theme& theme = look::theme();
    const int x = theme.px(theme.metrics().cardPaddingX) - kEdge;
    const int gap = theme.px(kRowGap);
    SettingRow row{new Label({}, look::TextRole::Body, Label::Tone::Normal, &card), new Label({}, look::TextRole::Small, Label::Tone::Secondary, &card)};
    row.name->setBuddy(control);
    row.sentence->setWordWrap(true);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(row.name);
    words->addWidget(row.sentence);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(x, gap, x, gap);
    line->setSpacing(theme.px(16));
    line->addLayout(words, 1);
    line->addWidget(control);
    card.body()->addLayout(line);
    if (!isLast) {
        auto* rule = new QHBoxLayout;
        rule->setContentsMargins(x, 0, x, 0);
        rule->addWidget(new widgets::Hairline(Qt::Horizontal, look::Color::Hairline, &card));
        card.body()->addLayout(rule);
    }
    return row;
}

Label* addSettingHeading(widgets::Card& card, bool isFirst)
{
    const look::Theme& theme = look::theme();
    auto* title = new Label({}, look::TextRole::Heading, Label::Tone::Normal, &card);
    title->setContentsMargins(theme.px(theme.metrics().cardPaddingX) - kEdge, theme.px(isFirst ? theme.metrics().cardPaddingY : kSectionGap), 0, 0);
    card.body()->addWidget(title);
    return title;
}

} // namespace ui::pages
