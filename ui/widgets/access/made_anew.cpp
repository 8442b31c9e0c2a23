#include "made_anew.h"

#include <QApplication>
#include <QLayout>
#include <QWidget>

namespace ui::widgets {

QString takeAway(QWidget* content)
{
    if (!content) return {};
    const QWidget* const focused = QApplication::focusWidget();
    QString name = focused && content->isAncestorOf(focused) ? focused->objectName() : QString();
    if (QWidget* const around = content->parentWidget(); around && around->layout()) around->layout()->removeWidget(content);
    content->hide();
    content->deleteLater();
    return name;
}

void giveFocusBack(QWidget& content, const QString& name)
{
    if (auto* const again = name.isEmpty() ? nullptr : content.findChild<QWidget*>(name)) again->setFocus(Qt::OtherFocusReason);
}

} // namespace ui::widgets
