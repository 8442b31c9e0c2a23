#include "field_room.h"

#include "field_card.h"

#include "ui/fields/forms/field_row.h"
#include "ui/look/scroll.h"
#include "ui/look/theme.h"

#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace ui::pages {

FieldRoom::FieldRoom(const Access& access, const FieldRoomEntry& room, QWidget* parent) : QWidget(parent), m_scroll(new QScrollArea(this))
{
    setObjectName(QStringLiteral("settings-") + QLatin1StringView(room.id));
    const look::Theme& theme = look::theme();
    auto* inside = new QWidget;
    m_column = new QVBoxLayout(inside);
    m_column->setContentsMargins({});
    m_column->setSpacing(theme.px(theme.metrics().gap));
    for (const RoomPart& part : room.parts) {
        m_cards.push_back(new FieldCard(access, part, inside));
        m_column->addWidget(m_cards.back());
    }
    m_column->addStretch(1);
    look::scrollPlainly(*m_scroll, inside);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(m_scroll);
}

void FieldRoom::addCard(QWidget* card) { m_column->insertWidget(m_column->count() - 1, card); }

// A room that was not shown before must be laid out first.
bool FieldRoom::showField(const std::string& pattern)
{
    for (const FieldCard* card : m_cards) {
        fields::FieldRow* const row = card->row(pattern);
        if (!row) continue;
        row->control().field()->setFocus(Qt::OtherFocusReason);
        QTimer::singleShot(0, row, [this, row] { m_scroll->ensureWidgetVisible(row); });
        return true;
    }
    return false;
}

} // namespace ui::pages
