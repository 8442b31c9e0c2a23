#include "catch.h"
#include "controls.h"
#include "test_language.h"

#include "ui/fields/forms/field_form.h"

#include <QPushButton>
#include <QScrollArea>

#include <algorithm>
#include <vector>

using ui::fields::FieldForm;
using ui::fields::FieldKind;

namespace {

std::vector<ui::fields::FieldRow*> listsIn(const FieldForm& form)
{
    std::vector<ui::fields::FieldRow*> lists;
    for (ui::fields::FieldRow* row : form.rows())
        if (ui::fields::kindOf(*row->control().place().schema) == FieldKind::Entries) lists.push_back(row);
    return lists;
}

/// Of the newest entry.
const QWidget* firstField(const ui::fields::FieldRow& list)
{
    const auto boxes = list.control().findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
    const auto newest = std::find_if(boxes.rbegin(), boxes.rend(), [](const QWidget* box) { return box->findChild<FieldForm*>(); });
    REQUIRE(newest != boxes.rend());
    for (const ui::fields::FieldRow* row : (*newest)->findChild<FieldForm*>()->rows())
        if (row->control().field()->focusPolicy() != Qt::NoFocus) return row->control().field();
    return nullptr;
}

} // namespace

TEST_CASE("focuses the first field of a new list entry and scrolls it into view")
{
    const Language language{"en"};
    int count = 0;
    for (const char* base : {"usage", "failures", "providers[]", "routes[]", "consumers[]"}) {
        QScrollArea scroll;
        auto* form = new FieldForm(base);
        form->addFields({"policies"});
        form->setValues(gateway::Json::object());
        scroll.setWidgetResizable(true);
        scroll.setWidget(form);
        scroll.resize(600, 200);
        scroll.show();
        for (const auto* list : listsIn(*form)) {
            INFO(list->pattern());
            for (int i = 0; i < 2; ++i) { // also after another entry
                auto* add = qobject_cast<QPushButton*>(list->control().field());
                REQUIRE(add);
                add->setFocus(Qt::OtherFocusReason);
                add->click();
                settleEvents();
                const QWidget* focused = scroll.focusWidget();
                REQUIRE(focused);
                REQUIRE(focused != add);
                CHECK(focused == firstField(*list));
                const QRect inSight = scroll.viewport()->rect();
                CHECK(inSight.intersects(QRect(focused->mapTo(scroll.viewport(), QPoint()), focused->size())));
                ++count;
            }
        }
    }
    CHECK(count >= 10);
}

TEST_CASE("writes out large numbers in the heading of an entry")
{
    const Language language{"en"};
    FieldForm form("usage.prices[]");
    form.addFields();
    form.setValues(gateway::Json{{"tiers", {{{"above", 200000}, {"input", 3.5}}}}});
    QStringList heads;
    for (const auto* button : form.findChildren<QAbstractButton*>()) heads << button->text() << button->accessibleName();
    CHECK_FALSE(heads.filter(QStringLiteral("200,000")).isEmpty());
    CHECK(heads.filter(QStringLiteral("E+")).isEmpty());
    for (const auto* button : form.findChildren<QAbstractButton*>())
        if (button->text().startsWith(QStringLiteral("▸"))) CHECK(button->accessibleName() == button->text().mid(2)); // the arrow is only visual
}
