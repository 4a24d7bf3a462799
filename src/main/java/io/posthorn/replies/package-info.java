/** What a refusal means, as data: rules that operators extend. */
package io.posthorn.replies;
