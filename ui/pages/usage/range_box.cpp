#include "range_box.h"

#include "span_dialog.h"

#include "ui/models/formatter.h"

#include <QStyleOptionComboBox>

#include <algorithm>

namespace ui::pages {

using models::UsageSpan;

namespace {

constexpr int kWeekDays = 7;
constexpr int kMonthDays = 30;
constexpr int kOwn = static_cast<int>(RangeBox::Range::Own); ///< the chosen days, before the entry that asks for some
constexpr int kEntries = kOwn + 1; ///< without chosen days
constexpr int kLeastLength = 10; ///< characters
constexpr int kInset = 2; ///< px that styles leave free at both sides of a text

} // namespace

RangeBox::RangeBox(const gateway::Clock& clock, QWidget* parent) : QComboBox(parent), m_clock(clock), m_own(UsageSpan::today(today()))
{
    setSizeAdjustPolicy(AdjustToContents); // in any language
    setMinimumContentsLength(kLeastLength); // used if there is no room for two dates with years
    for (int i = 0; i < kEntries; ++i) addItem(QString());
    retranslate();
    connect(this, &QComboBox::activated, this, &RangeBox::act);
}

void RangeBox::retranslate()
{
    const QString ranges[kOwn] = {tr("Today"), tr("7 days"), tr("30 days"), tr("12 months")};
    for (int i = 0; i < kOwn; ++i) setItemText(i, ranges[i]);
    setItemText(count() - 1, tr("Custom range…"));
    const bool isOwn = count() > kEntries;
    if (isOwn) setItemText(kOwn, m_own.text());
    setToolTip(isOwn ? m_own.text() : QString());
}

QDate RangeBox::today() const { return models::Formatter::local(m_clock.wallNow()).date(); }

UsageSpan RangeBox::span() const
{
    switch (m_range) {
    case Range::Today: return UsageSpan::today(today());
    case Range::Week: return UsageSpan::days(today(), kWeekDays);
    case Range::Month: return UsageSpan::days(today(), kMonthDays);
    case Range::Year: return UsageSpan::year(today());
    case Range::Own: break;
    }
    return m_own;
}

/// Qt measures the drawn part of a text, which is narrower than its advance in Chinese.
QSize RangeBox::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const int left = metrics.size(Qt::TextSingleLine, currentText()).width() - metrics.boundingRect(currentText()).width();
    return QComboBox::sizeHint() + QSize(std::max(left, 0), 0);
}

QString RangeBox::shownText() const
{
    QStyleOptionComboBox option;
    QComboBox::initStyleOption(&option);
    const int room = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this).width() - kInset;
    const QString whole = currentText();
    const bool hasRoom = fontMetrics().size(Qt::TextSingleLine, whole).width() <= room;
    return hasRoom || currentIndex() != kOwn || count() == kEntries ? whole : fontMetrics().elidedText(m_own.shortText(), Qt::ElideMiddle, room);
}

void RangeBox::initStyleOption(QStyleOptionComboBox* option) const
{
    QComboBox::initStyleOption(option);
    option->currentText = shownText();
}

int RangeBox::spare() const { return std::max(sizeHint().width() - minimumSizeHint().width(), 0); }

void RangeBox::setRange(Range range)
{
    if (range == Range::Own) return setOwnSpan(m_own.first(), m_own.last());
    m_range = range;
    setCurrentIndex(static_cast<int>(range));
    if (count() > kEntries) removeItem(kOwn);
    retranslate();
}

void RangeBox::setOwnSpan(QDate first, QDate last)
{
    m_range = Range::Own;
    m_own = UsageSpan(first, last);
    if (count() == kEntries) insertItem(kOwn, QString());
    retranslate();
    setCurrentIndex(kOwn);
}

void RangeBox::act(int entry)
{
    if (entry >= kOwn) return askForDays();
    setRange(static_cast<Range>(entry));
    Q_EMIT chosen();
}

void RangeBox::askForDays()
{
    const UsageSpan now = span();
    auto* dialog = new SpanDialog(now.first(), now.last(), today(), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SpanDialog::chosen, this, [this](QDate first, QDate last) {
        setOwnSpan(first, last);
        Q_EMIT chosen();
    });
    connect(dialog, &QDialog::rejected, this, [this] { setCurrentIndex(static_cast<int>(m_range)); });
    dialog->open();
}

} // namespace ui::pages
