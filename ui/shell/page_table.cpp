#include "page_table.h"

#include "ui/pages/overview_page.h"

#include <QCoreApplication>

namespace ui::shell {

namespace {

constexpr PageEntry kPages[] = {
    {"overview", QT_TRANSLATE_NOOP("Pages", "Overview"), "nav-overview", false,
        [](const PageContext& context, QWidget* parent) -> QWidget* { return new pages::OverviewPage(context.model, context.clock, parent); }},
};

} // namespace

std::span<const PageEntry> pageTable() { return kPages; }

QString pageTitle(const PageEntry& page) { return QCoreApplication::translate("Pages", page.title); }

} // namespace ui::shell
