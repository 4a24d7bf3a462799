package io.posthorn.delivery;

import io.posthorn.mail.Lane;
import io.posthorn.queue.Claims;
import io.posthorn.queue.Parking;
import io.posthorn.throttle.Gate;
import io.posthorn.throttle.Throttle;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings back what is parked as its turn comes. */
@ApplicationScoped
class Parked {

    /** Most that are brought back at a time for a gate that nobody knows any more: its limits have been taken away. */
    private static final int FOR_NOTHING = 100;

    private final Parking parking;
    private final Claims claims;
    private final Lines lines;
    private final Throttle throttle;

    Parked(Parking parking, Claims claims, Lines lines, Throttle throttle) {
        this.parking = parking;
        this.claims = claims;
        this.lines = lines;
        this.throttle = throttle;
    }

    /** Takes as many as the lines have places for and whose gates are not shut; how many that were. */
    int claim(Lane lane) throws SQLException {
        List<String> keys = parking.keys(lane);
        Collections.shuffle(keys);
        Map<String, Integer> wanted = new HashMap<>();
        int room = lines.room(lane);
        for (String key : keys) {
            int number = Math.min(room, appetite(lane, key));
            if (number > 0) {
                wanted.put(key, number);
                room -= number;
            }
        }
        return wanted.isEmpty() ? 0 : claims.claimParked(lane, wanted);
    }

    private int appetite(Lane lane, String key) {
        Gate gate = throttle.gate(key).orElse(null);
        if (gate == null) {
            return FOR_NOTHING;
        }
        return gate.shut() ? 0 : lines.of(lane).places(gate);
    }
}
