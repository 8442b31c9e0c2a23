#include "box_label.h"

#include <QLabel>
#include <QLineEdit>

namespace ui::widgets {

namespace {

constexpr auto kUnseen = "boxLabel";

QLabel* labelOf(const QComboBox& box)
{
    for (QLabel* label : box.parentWidget()->findChildren<QLabel*>(QString(), Qt::FindDirectChildrenOnly))
        if (label->buddy() == &box) return label;
    return nullptr;
}

} // namespace

void setBoxLabel(QComboBox& box, const QString& name)
{
    box.setAccessibleName(name);
    if (box.lineEdit()) box.lineEdit()->setAccessibleName(name);
    if (!box.parentWidget()) return;
    QLabel* label = labelOf(box);
    if (!label) {
        label = new QLabel(box.parentWidget());
        label->setObjectName(QString::fromLatin1(kUnseen));
        label->setBuddy(&box);
        label->hide();
    }
    if (label->objectName() == QLatin1StringView(kUnseen)) label->setText(name);
}

} // namespace ui::widgets
