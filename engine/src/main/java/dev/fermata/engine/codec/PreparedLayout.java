package dev.fermata.engine.codec;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A layout with its types resolved.
 *
 * @param shapes whose slots these are
 * @param byName where each variable stands, by its name in JSON
 */
record PreparedLayout(Shapes shapes, List<Slot> slots, AllowList allowed, Map<String, Integer> byName) {

    static PreparedLayout of(FrameLayout layout, Shapes shapes, List<String> allowedPackages) {
        List<Slot> slots = new ArrayList<>();
        Map<String, Integer> byName = new HashMap<>();
        Set<String> packages = new TreeSet<>(allowedPackages);
        layout.anchors().forEach(anchor -> packages.add(anchor.getPackageName()));
        for (int i = 0; i < layout.names().size(); i++) {
            Type type = layout.types().get(i);
            slots.add(shapes.slot(type));
            byName.put(KeyText.escape(layout.names().get(i)), i);
            shapes.packages(type, packages);
        }
        return new PreparedLayout(shapes, slots, new AllowList(layout.anchors().get(0), packages), byName);
    }
}
